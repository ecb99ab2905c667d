import Foundation
import Storage
import TestKit
import Testing

/// Who lives is known, and who died.
struct PresenceTests {
    /// Set in the victim: the database it attends to.
    private static let address = ProcessInfo.processInfo.environment["LABQUEUE_PRESENT_AT"]

    @Test(.timeLimit(.minutes(3)), arguments: EngineMaker.all)
    func `who attends here is present, and nobody else`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            try await engine.attend(as: "one")
            try await engine.attend(as: "two")
            #expect(try await engine.absent(["one", "two", "three"]) == ["three"])
            #expect(try await engine.absent([]) == [])
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `one name is one daemon's, until it goes`() async throws {
        try await withDatabase { address, _ in
            try await withEngine(address) { stayer in
                try await withEngine(address) { leaver in
                    try await leaver.attend(as: "one")
                    #expect(try await stayer.absent(["one"]) == [])
                    let error = await #expect(throws: StorageError.self) {
                        try await stayer.attend(as: "one")
                    }
                    #expect(error?.kind == .locked)
                    #expect(try await stayer.absent(["one"]) == [])
                    try await leaver.close()
                    try await Patience.until("its lock is gone") {
                        try await stayer.absent(["one"]) == ["one"]
                    }
                    try await stayer.attend(as: "one")
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a lock lost with its connection is taken back`() async throws {
        try await withDatabase { address, server in
            try await withEngine(address) { one in
                try await withEngine(address) { other in
                    try await one.attend(as: "one")
                    let before = try await holders(address, server)
                    try await server.psql(
                        "SELECT pg_terminate_backend(\(before))", in: address)
                    try await Patience.until("one is present again", within: .seconds(15)) {
                        let now = try await holders(address, server)
                        let absent = try await other.absent(["one"])
                        return !now.isEmpty && now != before && absent.isEmpty
                    }
                }
            }
        }
    }

    /// The processes of the server that hold a worker's lock.
    private func holders(_ address: String, _ server: PostgreSQLServer) async throws -> String {
        try await server.psql(
            """
            SELECT DISTINCT l.pid FROM pg_locks l
            WHERE l.locktype = 'advisory' AND l.mode = 'ExclusiveLock'
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, in: address
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(.enabled(if: address == nil), .timeLimit(.minutes(3)))
    func `a daemon killed with kill -9 is absent`() async throws {
        try await withDatabase { address, _ in
            try await withEngine(address) { engine in
                let victim = try Victim(
                    of: "PresenceTests", environment: ["LABQUEUE_PRESENT_AT": address])
                try await Patience.until("the victim attends") {
                    try await engine.absent(["victim", "nobody"]) == ["nobody"]
                }
                victim.kill()
                try await Patience.until("the victim is known to be dead", within: .seconds(15)) {
                    try await engine.absent(["victim", "nobody"]) == ["victim", "nobody"]
                }
            }
        }
    }

    @Test(.enabled(if: address != nil))
    func `the victim`() async throws {
        let engine = try await PostgreSQLEngine.open(
            ServerAddress(try #require(Self.address)))
        try await engine.attend(as: "victim")
        try await Task.sleep(for: .seconds(60))
    }
}
