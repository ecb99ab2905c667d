import Foundation
import Lab
import Storage
import TestKit
import Testing

/// `verify` finds what must never be, and is content with a good day.
struct VerifyTests {
    @Test func `a day of calls, returns, undos and transfers is in order`() async throws {
        var waiting = ticket("A001")
        var called = waiting
        called.state = .called
        called.window = "3"
        waiting.window = "3"
        let faults = try await faults([
            issued("A001"), issued("A002"), .init(.opened("3"), at: moment()),
            .init(.called("t-A001", "3", attempt: 1), at: moment(1)),
            .init(.recalled("t-A001", "3", attempt: 2), at: moment(2)),
            .init(.undone("3", before: called), at: moment(2)),
            .init(.undone("3", before: waiting), at: moment(3)),
            .init(.called("t-A001", "4", attempt: 1), at: moment(4)),
            .init(.missed("t-A001", "4"), at: moment(5)),
            .init(.cameBack("t-A001"), at: moment(6)),
            .init(.called("t-A001", "3", attempt: 1), at: moment(7)),
            .init(.putBack("t-A001", "3"), at: moment(8)),
            .init(.called("t-A001", "4", attempt: 2), at: moment(9)),
            .init(.arrived("t-A001", "4"), at: moment(10)),
            .init(.finished("t-A001", "4", dueAt: nil), at: moment(11)),
        ])
        #expect(faults == [])
    }

    @Test func `two windows that call one ticket are found`() async throws {
        let faults = try await faults([
            issued("A001"), .init(.called("t-A001", "3", attempt: 1), at: moment(1)),
            .init(.called("t-A001", "4", attempt: 1), at: moment(1)),
        ])
        #expect(
            faults == [
                "hall draw, 2026-11-22: entry 3 has window 4 call ticket A001, called by window 3"
            ])
    }

    @Test func `one label on two tickets is found`() async throws {
        let faults = try await faults([issued("A001", id: "x"), issued("A001", id: "y")])
        #expect(faults == ["hall draw, 2026-11-22: entry 2 gives label A001 to a second ticket"])
    }

    @Test func `a window at work on a ticket it never called is found`() async throws {
        let faults = try await faults([
            issued("A001"), .init(.arrived("t-A001", "4"), at: moment(1)),
        ])
        #expect(faults.count == 1)
        #expect(faults.first?.contains("window 4 at work on ticket A001") == true)
    }

    @Test func `a lost entry and an unreadable one are found, without what they hold`()
        async throws
    {
        let faults = try await faults(
            (1...4).map { issued("A00\($0)") },
            damage: [
                "DELETE FROM journal WHERE seq = 2",
                "UPDATE journal SET event = '{\"secret\":1}' WHERE seq = 4",
            ])
        #expect(
            faults == [
                "hall draw, 2026-11-22: entry 3 follows 1",
                "hall draw, 2026-11-22: entry 3 is part 3 of its command and out of order",
                "hall draw, 2026-11-22: entry 4 does not decode: "
                    + "it is not Event in JSON: no at",
            ])
    }

    @Test func `a row that refers to nobody is found by the engine`() async throws {
        let engine = try SQLiteEngine.temporary()
        #expect(try await Store(engine: engine).verify() == [])
        try await engine.write { transaction in
            // Foreign keys can only be switched off between transactions.
            for statement: SQL in [
                "COMMIT", "PRAGMA foreign_keys = OFF",
                "INSERT INTO document VALUES ('passport', 'E1', 'nobody', 0)",
                "PRAGMA foreign_keys = ON", "BEGIN IMMEDIATE",
            ] {
                try transaction.execute(statement)
            }
        }
        let faults = try await Store(engine: engine).verify()
        try await engine.close()
        #expect(faults == ["document: row 1 refers to a patient that is not there"])
    }

    @Test func `a damaged file is found by the engine`() async throws {
        let folder = try Folder()
        let engine = try SQLiteEngine(folder: folder.url)
        try await engine.write { transaction in
            for number in 1...200 {
                try Records.bind(card: "62\(number)", to: "P1", at: moment(), in: transaction)
            }
        }
        try await engine.close()
        let file = folder("labqueue.sqlite")
        var bytes = try Data(contentsOf: file)
        bytes.replaceSubrange(bytes.count - 4096..<bytes.count, with: Data(count: 4096))
        try bytes.write(to: file)
        let damaged = try SQLiteEngine(folder: folder.url)
        let faults = try await damaged.check()
        try await damaged.close()
        #expect(faults.contains { $0.contains("malformed") || $0.contains("page") })
    }

    private func faults(_ events: [Event], damage: [SQL] = []) async throws -> [String] {
        let engine = try SQLiteEngine.temporary()
        try await engine.write { transaction in
            try Journal.append(
                events, hall: hall, day: day, after: 0, command: "c1", actor: "window 3",
                in: transaction)
            for statement in damage { try transaction.execute(statement) }
        }
        let faults = try await engine.read { try Journal.verify(in: $0) }
        try await engine.close()
        return faults
    }
}
