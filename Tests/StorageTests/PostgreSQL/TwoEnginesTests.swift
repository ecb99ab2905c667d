import Foundation
import Lab
import Storage
import Synchronization
import TestKit
import Testing

/// Two daemons on one database.
struct TwoEnginesTests {
    @Test(.timeLimit(.minutes(3)))
    func `two daemons that append to one journal leave one stream without gaps`() async throws {
        try await withDatabase { address, _ in
            try await withEngine(address) { one in
                try await withEngine(address) { other in
                    let conflicts = try await withThrowingTaskGroup(of: Int.self) { group in
                        for client in 0..<8 {
                            let engine = client % 2 == 0 ? one : other
                            group.addTask { try await Self.append(10, as: client, to: engine) }
                        }
                        return try await group.reduce(0, +)
                    }
                    let entries = try await one.read {
                        try Journal.entries(hall: hall, day: day, in: $0)
                    }
                    #expect(entries.map(\.seq) == Array(1...80))
                    #expect(Set(entries.map(\.command)).count == 80)
                    #expect(conflicts > 0)
                    #expect(try await Store(engine: other).verify() == [])
                }
            }
        }
    }

    /// Appends events of a client, again after each conflict; says how many there were.
    private static func append(
        _ count: Int, as client: Int, to engine: any Engine
    ) async throws -> Int {
        var seq = 0
        var conflicts = 0
        for number in 0..<count {
            let command = "\(client)-\(number)"
            while true {
                do {
                    try await StorageTests.append("A\(command)", after: seq, command, to: engine)
                    seq += 1
                    break
                } catch let conflict as Journal.Conflict {
                    seq = conflict.latest
                    conflicts += 1
                }
            }
        }
        return conflicts
    }

    @Test(.timeLimit(.minutes(3)))
    func `two daemons that wait for each other both come through`() async throws {
        try await withDatabase { address, server in
            // Otherwise the server looks for such a circle after a second only.
            try await server.psql("ALTER DATABASE \(name(address)) SET deadlock_timeout = '50ms'")
            try await withEngine(address) { one in
                try await withEngine(address) { other in
                    for card in ["1", "2"] { try await bind(card, over: one) }
                    let meeting = Meeting()
                    async let first: Void = one.write { transaction in
                        try Self.take("1", meeting, transaction)
                        try Self.take("2", nil, transaction)
                    }
                    async let second: Void = other.write { transaction in
                        try Self.take("2", meeting, transaction)
                        try Self.take("1", nil, transaction)
                    }
                    _ = try await (first, second)
                    let counts = try await one.read {
                        try $0.rows("SELECT boundAt FROM card").map { try $0.int("boundAt") }
                    }
                    #expect(counts == [2, 2])
                    // One of them was in the way and ran again, or each was in the other's.
                    #expect(meeting.visits >= 3)
                }
            }
        }
    }

    /// Counts on a card's row; with a meeting, waits then until somebody else has one, too.
    private static func take(
        _ card: String, _ meeting: Meeting?, _ transaction: any Transaction
    ) throws {
        let first: Bool = meeting.map { $0.visits < 2 } ?? false
        try transaction.execute(
            """
            UPDATE card SET boundAt = CASE WHEN boundAt > 2 THEN 1 ELSE boundAt + 1 END
            WHERE number = \(card)
            """)
        meeting?.arrive(first)
    }

    @Test(.timeLimit(.minutes(3)))
    func `six daemons that start at once lay the tables once`() async throws {
        try await withDatabase { address, _ in
            let extra = Migration("900 extra", "CREATE TABLE extra (id {identity})")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let engine = try await PostgreSQLEngine.open(
                            ServerAddress(address), migrations: [extra])
                        try await engine.write {
                            try $0.execute("INSERT INTO extra DEFAULT VALUES")
                        }
                        try await engine.close()
                    }
                }
                try await group.waitForAll()
            }
            let error = await #expect(throws: StorageError.self) {
                try await PostgreSQLEngine.open(ServerAddress(address))
            }
            #expect(error?.kind == .newer)
            #expect(error?.description.contains("\"900 extra\"") == true)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a notice wakes the others, gathered, and never its sender`() async throws {
        try await withDatabase { address, _ in
            try await withEngine(address) { sender in
                try await withEngine(address) { hearer in
                    var own = sender.notices.makeAsyncIterator()
                    var heard = hearer.notices.makeAsyncIterator()
                    // Both listen once each has heard the other.
                    try await sender.attend(as: "sender")
                    try await hearer.attend(as: "hearer")
                    for number in 0..<2_000 { sender.notify(["lane \(number % 7)", "gift 单"]) }
                    sender.notify(["last"])
                    var names: Set<String> = []
                    var notices = 0
                    while !names.contains("last"), let notice = await heard.next() {
                        names.formUnion(notice)
                        notices += 1
                    }
                    #expect(names == Set((0..<7).map { "lane \($0)" } + ["gift 单", "last"]))
                    #expect(notices < 200)
                    hearer.notify(["answer"])
                    #expect(await own.next() == ["answer"])
                }
            }
        }
    }

    private func name(_ address: String) -> Substring { address.split(separator: "/").last ?? "" }
}

/// A place where two wait for each other, and nobody waits afterwards.
private final class Meeting: Sendable {
    private let count = Mutex(0)
    private let door = DispatchSemaphore(value: 0)

    var visits: Int { count.withLock { $0 } }

    func arrive(_ waits: Bool) {
        let visit = count.withLock { count in
            count += 1
            return count
        }
        guard waits else { return }
        if visit == 2 {
            door.signal()
            door.signal()
        }
        door.wait()
    }
}
