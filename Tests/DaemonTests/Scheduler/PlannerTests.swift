import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// From an event of the HIS to the errands it calls for.
struct PlannerTests {
    private static let event = """
        {"id":"e1","type":"settlement.reversed","at":"2026-11-23T10:00:00+08:00","campus":"benbu",\
        "data":{"settlement":"S1","patient":"P1","reason":"x","operator":"U1","operatorName":"甲",\
        "source":"window","point":"W1"}}
        """

    private func event() throws -> HISEvent {
        try HISEvent.decode(Data(Self.event.utf8), campuses: nil)
    }

    private func connector(_ ledger: Ledger, broken: @escaping @Sendable () -> Bool)
        -> ScriptedConnector
    {
        struct Broken: Error {}
        var connector = ScriptedConnector()
        connector.plan = { event, transaction in
            try Records.bind(card: "trace", to: "P1", at: event.at, in: transaction)
            if broken() { throw Broken() }
            return [
                Errand(
                    connector: "scripted", operation: "void", lane: "scripted.main",
                    number: "V-\(event.id)", payload: ["settlement": "S1"])
            ]
        }
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.operation) \(attempt.delivery.event ?? "")")
            return .delivered
        }
        return connector
    }

    @Test func `an event becomes the errands its connectors want, once`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        let scheduler = try stage.scheduler(connector(ledger) { false })
        let event = try event()
        try await scheduler.during {
            for _ in 0..<2 {
                try await stage.store.write { try scheduler.plan(event, in: $0) }
                scheduler.wake(for: [event])
            }
            try await ledger.until(1)
            try await Patience.until("it is past") {
                try await stage.store.read { try Outbox.search(in: $0) }.map(\.state)
                    == [.delivered]
            }
        }
        #expect(ledger.all == ["void e1"])
    }

    @Test func `what cannot be planned keeps the event, waits for a person, and is planned again`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        let isBroken = Mutex(true)
        let scheduler = try stage.scheduler(connector(ledger) { isBroken.withLock { $0 } })
        let event = try event()
        try await scheduler.during {
            try await stage.store.write { transaction in
                try Records.bind(card: "kept", to: "P1", at: event.at, in: transaction)
                try scheduler.plan(event, in: transaction)
            }
            let dead = try #require(
                try await stage.store.read { try Outbox.search(in: $0) }.first)
            #expect(dead.state == .dead && dead.operation == "plan settlement.reversed")
            #expect(dead.event == "e1" && dead.lastError == "Broken")
            let cards = try await stage.store.read {
                try $0.rows("SELECT number FROM card").map { try $0.string("number") }
            }
            #expect(cards == ["kept"])
            // Still broken: dead again, to be planned, not to be asked about.
            try await scheduler.replay([dead.id])
            try await stage.until(dead.id, "is dead again") {
                $0.state == .dead && $0.epoch > dead.epoch
            }
            #expect(try await stage.find(dead.id)?.step == .deliver)
            isBroken.withLock { $0 = false }
            try await scheduler.replay([dead.id])
            try await ledger.until(1)
        }
        #expect(ledger.all == ["void e1"])
    }

    @Test func `a delivery of a connector that is gone stays, and is seen`() async throws {
        let stage = try Stage()
        let scheduler = try stage.scheduler(ScriptedConnector())
        try await scheduler.during {
            let id = try await stage.enqueue(lane: "gone.main")
            let known = try await stage.enqueue()
            scheduler.wake()
            try await stage.until(known, is: .delivered)
            #expect(try await stage.find(id)?.state == .ready)
            let figures = try await stage.store.read { try Outbox.figures(in: $0) }
            #expect(figures.first { $0.lane == "gone.main" }?.waiting == 1)
        }
    }
}
