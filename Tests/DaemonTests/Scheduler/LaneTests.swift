import ConnectorKit
import Foundation
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing
import Wires

@testable import Daemon

/// What a lane bounds, and that lanes share nothing they could wait for.
struct SchedulerLaneTests {
    private func connector(_ lanes: [Lane]) -> ScriptedConnector {
        var connector = ScriptedConnector()
        connector.lanes = lanes
        return connector
    }

    private func lane(_ name: String, _ change: (inout LanePolicy) -> Void = { _ in }) -> Lane {
        Lane(name, Words("道", "Lane"), policy: .quick.changed(change))
    }

    @Test func `sixteen lanes hang at once, and the seventeenth goes on`() async throws {
        let stage = try Stage()
        let gate = TestGate()
        let (hung, told) = (Ledger(), Ledger())
        var connector = connector((1...17).map { lane("scripted.l\($0)") })
        connector.tell = { attempt in
            guard attempt.delivery.lane == "scripted.l17" else {
                hung.note(attempt.delivery.lane)
                await gate.pass()
                return .delivered
            }
            told.note("\(attempt.delivery.id)")
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            for number in 1...16 { try await stage.enqueue(lane: "scripted.l\(number)") }
            scheduler.wake()
            try await hung.until(16)
            for _ in 0..<20 {
                let id = try await stage.enqueue(lane: "scripted.l17")
                scheduler.wake(["scripted.l17"])
                try await stage.until(id, is: .delivered)
            }
            #expect(hung.all.count == 16)
            gate.open()
        }
        #expect(told.all.count == 20)
    }

    @Test func `no more are under way at once than the lane allows`() async throws {
        let stage = try Stage()
        let count = Mutex((now: 0, most: 0))
        var connector = connector([lane("scripted.main") { $0.inFlight = 3 }])
        connector.tell = { _ in
            count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            for _ in 0..<20 { await Task.yield() }
            count.withLock { $0.now -= 1 }
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        var ids: [Int] = []
        for _ in 0..<30 { ids.append(try await stage.enqueue()) }
        try await scheduler.during {
            for id in ids { try await stage.until(id, is: .delivered) }
        }
        #expect(count.withLock { $0.most } <= 3)
        #expect(count.withLock { $0.most } > 1)
    }

    @Test func `the order within a key is kept through failures, and other keys go by`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = connector([lane("scripted.main") { $0.inFlight = 8 }])
        connector.tell = { attempt in
            let delivery = attempt.delivery
            guard delivery.key != "a" || delivery.attempt > 1 else {
                return .retry(because: "not now")
            }
            ledger.note("\(delivery.key ?? "") \(delivery.id)")
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        var ids: [Int] = []
        for number in 0..<12 {
            ids.append(try await stage.enqueue(key: number % 2 == 0 ? "a" : "b"))
        }
        try await scheduler.during {
            try await ledger.until(6)
            // All of b are through while the first of a waits for its second try.
            #expect(ledger.all.allSatisfy { $0.hasPrefix("b") })
            try await Patience.until("all are delivered") {
                stage.clock.advance(by: 10)
                scheduler.wake()
                return ledger.all.count == 12
            }
        }
        for key in ["a", "b"] {
            let order = ledger.all.filter { $0.hasPrefix(key) }.compactMap { Int($0.dropFirst(2)) }
            #expect(order == order.sorted())
        }
    }

    @Test func `a door that does not answer is left alone, tried once, and used again`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        let isUp = Mutex(false)
        var connector = connector([
            lane("scripted.main") {
                $0.breakerAfter = 3
                $0.breakerOpen = 60
                $0.backOff = [1]
            }
        ])
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.id)")
            guard isUp.withLock({ $0 }) else {
                throw WireError(.unsent, whom: "scripted", reason: "connection refused")
            }
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        var ids: [Int] = []
        for _ in 0..<10 { ids.append(try await stage.enqueue()) }
        func breaker() async throws -> Breaker.State? {
            try await stage.store.read { try Outbox.figures(in: $0) }
                .first { $0.lane == "scripted.main" }?.breaker.state
        }
        try await scheduler.during {
            try await Patience.until("the breaker opens") { try await breaker() == .open }
            #expect(ledger.all.count == 3)
            stage.clock.advance(by: 59)
            scheduler.wake()
            stage.clock.advance(by: 2)
            scheduler.wake()
            // The trial fails: one more, and closed for twice as long.
            try await ledger.until(4)
            try await Patience.until("the breaker opens again") { try await breaker() == .open }
            stage.clock.advance(by: 61)
            scheduler.wake()
            isUp.withLock { $0 = true }
            stage.clock.advance(by: 60)
            scheduler.wake()
            for id in ids {
                try await Patience.until("\(id) is delivered") {
                    stage.clock.advance(by: 1)
                    scheduler.wake()
                    return try await stage.find(id)?.state == .delivered
                }
            }
            #expect(try await breaker() == .closed)
        }
        #expect(ledger.all.count == 14)
    }

    @Test func `a counterparty that closes for the night is closed, not failing`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = connector([
            lane("scripted.main") { $0.closed = [.init(from: "23:00", until: "05:00")] }
        ])
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.attempt)")
            return .delivered
        }
        stage.clock.advance(by: 13.5 * 3_600)  // 23:30
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue()
            scheduler.wake()
            stage.clock.advance(by: 5 * 3_600)  // 04:30
            scheduler.wake()
            let waiting = try await stage.find(id)
            #expect(waiting?.state == .ready && waiting?.attempt == 0)
            stage.clock.advance(by: 1_800)
            scheduler.wake()
            try await stage.until(id, is: .delivered)
        }
        #expect(ledger.all == ["1"])
    }

    @Test func `a paused lane takes nothing until it is resumed`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = connector([lane("scripted.main"), lane("scripted.other")])
        connector.tell = { attempt in
            ledger.note(attempt.delivery.lane)
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            #expect(try await scheduler.pause("scripted.main", by: "it U1"))
            let id = try await stage.enqueue()
            let other = try await stage.enqueue(lane: "scripted.other")
            scheduler.wake()
            try await stage.until(other, is: .delivered)
            #expect(try await stage.find(id)?.state == .ready)
            #expect(try await scheduler.resume("scripted.main"))
            try await stage.until(id, is: .delivered)
            #expect(try await !scheduler.pause("scripted.nowhere", by: "it U1"))
        }
    }
}
