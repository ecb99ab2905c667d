import ConnectorKit
import Foundation
import Hub
import Lab
import Logging
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// A disk that is full: SQLite itself says so, because its file may not grow.
struct FullDiskTests {
    private func limit(_ store: Store, pages: Int?) async throws {
        try await store.write { transaction in
            let now = try transaction.row("PRAGMA page_count")?.int("page_count") ?? 0
            // A pragma takes no parameters.
            _ = try transaction.rows(
                SQL(stringLiteral: "PRAGMA max_page_count = \(pages ?? now)"))
        }
    }

    @Test func `a full disk is one alarm, and what happened is written down once there is room`()
        async throws
    {
        let stage = try Stage()
        let folder = try #require((stage.store.engine as? SQLiteEngine)?.folder)
        let ballast = Ballast(in: folder)
        let (told, gate, log) = (Ledger(), TestGate(), Ledger())
        var connector = ScriptedConnector(.quick.changed { $0.inFlight = 2 })
        connector.tell = { attempt in
            told.note("\(attempt.delivery.id)")
            await gate.pass()
            return .delivered.keeping {
                try Records.bind(
                    card: String(repeating: "9", count: 400_000), to: "P1", at: attempt.now,
                    in: $0)
            }
        }
        let logger = Logger(label: "test") { _ in Recorder(ledger: log) }
        let scheduler = try stage.scheduler(connector, logger: logger)
        let first = try await stage.enqueue()
        let second = try await stage.enqueue(dueIn: 60)
        try await scheduler.during {
            try await told.until(1)
            #expect(ballast.isThere)
            try await limit(stage.store, pages: nil)
            gate.open()
            try await Patience.until("the alarm") { scheduler.shortage.isShort }
            let refused =
                stage.store.engine.figures.refusedCommits
                + stage.store.engine.figures.failures
            try await Patience.until("it was tried again and again") {
                stage.store.engine.figures.refusedCommits + stage.store.engine.figures.failures
                    > refused + 2
            }
            // The caretaker takes the room again now and then, for this disk has some.
            try await Patience.until("the ballast is thrown out") { !ballast.isThere }
            #expect(try await stage.find(first)?.state == .running)
            // Nothing new is begun.
            stage.clock.advance(by: 61)
            scheduler.wake()
            #expect(log.all.filter { $0.contains("disk is full") }.count == 1)
            try await limit(stage.store, pages: 1 << 20)
            try await stage.until(first, is: .delivered)
            #expect(told.all == ["\(first)"])
            // The caretaker may have seen it before us.
            _ = scheduler.shortage.recover()
            #expect(!scheduler.shortage.isShort)
            scheduler.wake()
            try await stage.until(second, is: .delivered)
            #expect(ballast.isThere)
        }
        #expect(told.all == ["\(first)", "\(second)"])
    }
}
