import Foundation
import Storage
import Synchronization
import TestKit
import Testing

/// A server that goes away comes back to everything it promised.
struct LostServerTests {
    @Test(.timeLimit(.minutes(3)))
    func `sessions ended by the administrator lose no write acknowledged and keep none refused`()
        async throws
    {
        try await withDatabase { address, server in
            try await withEngine(address) { engine in
                let isOver = Flag()
                let ledger = try await withThrowingTaskGroup(of: Ledger.self) { group in
                    for client in 0..<8 {
                        group.addTask {
                            try await Ledger.fill("\(client)", over: engine) { isOver.isSet }
                        }
                    }
                    for _ in 0..<6 {
                        try await server.psql(
                            """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                            """, in: address)
                        let sofar = engine.figures.commits
                        try await Patience.until("writing goes on") {
                            engine.figures.commits > sofar + 5
                        }
                    }
                    isOver.set()
                    return try await group.reduce(into: Ledger()) { $0.add($1) }
                }
                let found = try await cards(engine)
                #expect(ledger.kept.subtracting(found) == [])
                // Without an outage everything is either done again or known to be done.
                #expect(ledger.refused == [:])
                #expect(found == ledger.kept)
            }
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["INT", "QUIT"])
    func `a server that stops is told of at once and used again once it is back`(
        signal: String
    ) async throws {
        let server = try await PostgreSQLServer()
        try await withEngine(server.makeDatabase()) { engine in
            try await bind("before", over: engine)
            server.stop(signal)
            let asked = ContinuousClock.now
            for work in [
                { try await bind("meanwhile", over: engine) },
                { _ = try await cards(engine) },
            ] as [@Sendable () async throws -> Void] {
                await #expect { try await work() } throws: {
                    ($0 as? StorageError)?.kind == .unreachable
                }
            }
            // A second one does not wait for the first one's patience again.
            await #expect(throws: StorageError.self) { try await bind("again", over: engine) }
            #expect(ContinuousClock.now - asked < .seconds(30))
            try await server.start()
            try await Patience.until("writes are taken again", within: .seconds(15)) {
                (try? await bind("after", over: engine)) != nil
            }
            #expect(try await cards(engine) == ["before", "after"])
        }
        server.stop()
    }

    @Test(.timeLimit(.minutes(3)))
    func `a server that falls silent holds nobody longer than the limits`() async throws {
        var limits = ServerLimits()
        limits.statement = .milliseconds(300)
        limits.silence = .milliseconds(200)
        let short = limits
        try await withDatabase { address, server in
            try await withEngine(address, limits: short) { engine in
                try await bind("before", over: engine)
                let process = try #require(
                    try await engine.write {
                        try $0.row("SELECT pg_backend_pid() AS pid")?.int("pid")
                    })
                kill(pid_t(process), SIGSTOP)
                defer { kill(pid_t(process), SIGCONT) }
                let asked = ContinuousClock.now
                try await bind("after", over: engine)
                #expect(ContinuousClock.now - asked < .seconds(30))
                #expect(try await cards(engine) == ["before", "after"])
            }
        }
    }

    @Test func `a statement that takes too long is ended, and what follows is not`() async throws {
        var limits = ServerLimits()
        limits.statement = .milliseconds(200)
        let short = limits
        try await withDatabase { address, _ in
            try await withEngine(address, limits: short) { engine in
                for work in [
                    { try await engine.read { _ = try $0.rows("SELECT pg_sleep(20)") } },
                    { try await engine.write { _ = try $0.rows("SELECT pg_sleep(20)") } },
                ] as [@Sendable () async throws -> Void] {
                    await #expect { try await work() } throws: {
                        ($0 as? StorageError)?.kind == .busy
                    }
                }
                try await bind("1", over: engine)
                #expect(try await cards(engine) == ["1"])
            }
        }
    }
}

/// Said once, for ever.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock { $0 } }

    func set() { state.withLock { $0 = true } }
}
