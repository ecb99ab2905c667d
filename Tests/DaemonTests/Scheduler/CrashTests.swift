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

/// What is left of a daemon that ended in the middle.
struct SchedulerCrashTests {
    /// Claims as a daemon does that is then no more.
    private func claim(_ stage: Stage, by worker: String = "dead") async throws -> [Delivery] {
        let now = stage.clock.now
        return try await stage.store.write { transaction in
            try Outbox.prepare([("scripted.main", "scripted", 10)], at: now, in: transaction)
            return try Outbox.claim(
                "scripted.main", atMost: 10, terms: Terms(inFlight: 10), by: worker, at: now,
                in: transaction
            ).deliveries
        }
    }

    private func connector(_ ledger: Ledger) -> ScriptedConnector {
        var connector = ScriptedConnector(.quick.changed { $0.inFlight = 4 })
        connector.tell = { attempt in
            ledger.note("told \(attempt.delivery.id)")
            return .delivered
        }
        connector.ask = { attempt in
            ledger.note("asked \(attempt.delivery.id)")
            return .delivered
        }
        return connector
    }

    @Test func `what was perhaps said is asked about, what was not is said`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        let spoken = try await stage.enqueue()
        let silent = try await stage.enqueue()
        let claimed = try await claim(stage)
        let now = stage.clock.now
        let lease = try #require(claimed.first { $0.id == spoken })
        try await stage.store.write {
            _ = try Outbox.intend("said", number: nil, for: lease, at: now, in: $0)
        }
        try await stage.scheduler(connector(ledger)).during {
            try await stage.until(spoken, is: .delivered)
            try await stage.until(silent, is: .delivered)
        }
        #expect(Set(ledger.all) == ["asked \(spoken)", "told \(silent)"])
    }

    @Test func `a late word of a worker thought dead changes nothing`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        let id = try await stage.enqueue()
        let lease = try #require(try await claim(stage).first)
        let gate = TestGate()
        var connector = connector(ledger)
        connector.tell = { attempt in
            ledger.note("told \(attempt.delivery.epoch)")
            await gate.pass()
            return .refused(because: "the new one's word")
        }
        try await stage.scheduler(connector).during {
            try await ledger.until(1)
            let now = stage.clock.now
            let end = try await stage.store.write {
                try Outbox.acknowledge(
                    [Acknowledgement(lease, .delivered, sign: .alive)], terms: { _ in Terms() },
                    at: now, in: $0)
            }
            #expect(end.outlived == [id])
            #expect(try await stage.find(id)?.state == .running)
            await #expect(throws: LeaseLost.self) {
                try await stage.store.write {
                    try Outbox.intend("late", number: nil, for: lease, at: now, in: $0)
                }
            }
            gate.open()
            try await stage.until(id, is: .dead)
        }
        #expect(try await stage.find(id)?.lastError == "the new one's word")
    }

    @Test func `what brings the daemon down each time ends with the dead, untold`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        let id = try await stage.enqueue()
        for _ in 1...3 {
            #expect(try await claim(stage).map(\.id) == [id])
            try await stage.store.write { _ = try Outbox.reclaim(in: $0) }
        }
        var connector = connector(ledger)
        connector.lanes[0].policy.attempts = 3
        try await stage.scheduler(connector).during {
            try await stage.until(id, is: .dead)
        }
        #expect(ledger.all.isEmpty)
        #expect(try await stage.find(id)?.lastError?.contains("3 tries") == true)
    }

    @Test func `stopping lets what is under way end, and begins nothing`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        let gate = TestGate()
        var connector = connector(ledger)
        connector.lanes[0].policy.inFlight = 1
        connector.tell = { attempt in
            ledger.note("told \(attempt.delivery.id)")
            await gate.pass()
            return .delivered
        }
        let first = try await stage.enqueue()
        let second = try await stage.enqueue()
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            try await ledger.until(1)
            scheduler.close()
            gate.open()
        }
        #expect(try await stage.find(first)?.state == .delivered)
        #expect(try await stage.find(second)?.state == .ready)
        #expect(ledger.all == ["told \(first)"])
    }

    @Test func `what does not end within the grace is given back, to be asked about`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        let gate = TestGate()
        defer { gate.open() }
        var settings = OutboxSettings()
        settings.graceSeconds = 0
        var connector = connector(ledger)
        let wire = ScriptedWire { _ in
            ledger.note("said")
            await gate.pass()
            return "late"
        }
        connector.tell = { attempt in
            _ = try await attempt.exchange("hello", over: wire)
            return .delivered
        }
        let id = try await stage.enqueue()
        try await stage.scheduler(connector, settings: settings).during {
            try await ledger.until(1)
        }
        let left = try #require(try await stage.find(id))
        #expect(left.state == .ready)
        #expect(left.step == .reconcile)
    }

    @Test func `a connector that heeds no cancellation is cut off by its lane's time`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        let gate = TestGate()
        defer { gate.open() }
        var connector = connector(ledger)
        connector.lanes[0].policy.seconds = 1
        connector.tell = { attempt in
            if attempt.delivery.operation == "hang" {
                await gate.pass()
                ledger.note("woke")
            }
            return .delivered
        }
        try await stage.scheduler(connector).during {
            let id = try await stage.enqueue("hang")
            try await stage.until(id, "was cut off") { $0.lastError?.contains("1 seconds") == true }
            let hung = try #require(try await stage.find(id))
            #expect(hung.step == .deliver)
            // What it does now comes too late.
            gate.open()
            try await ledger.until(1)
            #expect(try await stage.find(id)?.state == .ready)
        }
    }
}
