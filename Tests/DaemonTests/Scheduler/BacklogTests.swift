import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing
import Wires

@testable import Daemon

/// A counterparty that comes back after a day, at five a second.
struct BacklogTests {
    private static let lanes = (1...4).map { "scripted.l\($0)" }
    private static let each = 200

    @Test(.timeLimit(.minutes(3)))
    func `a backlog goes the urgent first, only the last state of each, in order, at its pace`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        let isUp = Mutex(false)
        let start = stage.clock.now
        var connector = ScriptedConnector()
        connector.lanes = Self.lanes.map { name in
            Lane(
                name, Words("道", "Lane"),
                policy: .quick.changed {
                    ($0.inFlight, $0.perSecond, $0.burst) = (8, 5, 5)
                    ($0.breakerAfter, $0.breakerOpen, $0.breakerOpenAtMost) = (3, 30, 60)
                })
        }
        connector.tell = { attempt in
            guard isUp.withLock({ $0 }) else {
                throw WireError(.unsent, whom: "them", reason: "refused")
            }
            let delivery = attempt.delivery
            let second = Int(attempt.now.timeIntervalSince(start))
            ledger.note(
                "\(second) \(delivery.lane) \(delivery.key ?? "-") "
                    + "\(delivery.version ?? delivery.id) \(delivery.operation)")
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            try await enqueue(stage)
            // Down for a day, which passes at once: nobody looks in the middle of it.
            for lane in Self.lanes { try await scheduler.pause(lane, by: "test") }
            try await settle(stage)
            stage.clock.advance(by: 86_400)
            try await scheduler.caretaker.raiseUrgency()
            isUp.withLock { $0 = true }
            for lane in Self.lanes { try await scheduler.resume(lane) }
            var seconds = 0
            while try await !isQuiet(stage) {
                stage.clock.advance(by: 1)
                seconds += 1
                try #require(seconds < 2_000)
                scheduler.wake()
                try await settle(stage)
            }
        }
        for lane in Self.lanes { judge(ledger.all.filter { $0.contains(" \(lane) ") }) }
        #expect(try await stage.store.read { try Outbox.verify(in: $0) } == [])
    }

    /// In each lane: bills of forty keys, beds of ten keys in ten versions each, and a few reports
    /// that the law wants within hours, which came last.
    private func enqueue(_ stage: Stage) async throws {
        let now = stage.clock.now
        try await stage.store.write { transaction in
            for lane in Self.lanes {
                func add(
                    _ operation: String, _ key: String?, version: Int? = nil,
                    deadline: Date? = nil
                ) throws {
                    try Outbox.enqueue(
                        Errand(
                            connector: "scripted", operation: operation, lane: lane, key: key,
                            version: version, payload: ["text": "x"], deadline: deadline),
                        at: now, in: transaction)
                }
                for number in 0..<Self.each { try add("bill", "p\(number % 40)") }
                for version in 1...10 {
                    for bed in 0..<10 { try add("bed", "b\(bed)", version: version) }
                }
                for _ in 0..<8 {
                    try add("report", nil, deadline: now.addingTimeInterval(7_200))
                }
            }
        }
    }

    /// Waits until everything that may go at this second has gone.
    private func settle(_ stage: Stage) async throws {
        let now = stage.clock.now
        try await Patience.until("all that may go at this second has gone") {
            try await stage.store.read { transaction in
                let running = try Outbox.search(
                    .init(states: [.running]), atMost: 1, in: transaction)
                return try running.isEmpty && Self.waiting(at: now, in: transaction).isEmpty
            }
        }
    }

    /// The lanes in which something is due and for which the pace has room.
    private static func waiting(
        at now: Date, in transaction: any Transaction
    ) throws -> [String] {
        try transaction.rows(
            """
            SELECT name, tokens, tokensAt FROM lane
            WHERE pausedAt IS NULL AND breaker = 'closed' AND EXISTS (
                SELECT 1 FROM delivery
                WHERE lane = name AND state = 'ready' AND dueAt <= \(now))
            """
        ).filter { row in
            let brought = try 5 * now.timeIntervalSince(row.date("tokensAt"))
            return try min(5, row.double("tokens") + brought) >= 1
        }.map { try $0.string("name") }
    }

    private func isQuiet(_ stage: Stage) async throws -> Bool {
        try await stage.store.read {
            try Outbox.search(
                .init(states: [.ready, .behind, .running, .dead]), atMost: 1, in: $0)
        }.isEmpty
    }

    private func judge(_ told: [String]) {
        let words = told.map { $0.split(separator: " ").map(String.init) }
        let operations = words.map { $0[4] }
        #expect(operations.count { $0 == "bill" } == Self.each)
        // What the law wants went before all that had waited longer, but for those that were taken
        // together with the last of it.
        #expect(operations.prefix(8 + 5).count { $0 == "report" } == 8)
        // Of ten states of a bed the last.
        let beds = words.filter { $0[4] == "bed" }
        #expect(beds.count == 10 && beds.allSatisfy { $0[3] == "10" })
        for key in Set(words.map { $0[2] }) where key.hasPrefix("p") {
            let order = words.filter { $0[2] == key }.compactMap { Int($0[3]) }
            #expect(order.count == Self.each / 40 && order == order.sorted())
        }
        // Five a second, and a burst of five at most beside them.
        let seconds = words.compactMap { Int($0[0]) }.sorted()
        #expect(zip(seconds, seconds.dropFirst(10)).allSatisfy { $0 < $1 })
        let span = (seconds.last ?? 0) - (seconds.first ?? 0)
        #expect(span >= (seconds.count - 5) / 5 - 1)
    }
}
