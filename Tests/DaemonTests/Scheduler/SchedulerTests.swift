import ConnectorKit
import Foundation
import Hub
import Lab
import Storage
import TestKit
import Testing
import Wires

@testable import Daemon

/// A delivery's way from the outbox to its end.
struct SchedulerTests {
    @Test func `an errand is delivered, and its connector is asked once`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = ScriptedConnector()
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.operation) \(attempt.delivery.attempt)")
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue()
            scheduler.wake()
            try await stage.until(id, is: .delivered)
        }
        #expect(ledger.all == ["tell 1"])
    }

    @Test func `what is to be kept is kept with the end`() async throws {
        let stage = try Stage()
        var connector = ScriptedConnector()
        connector.tell = { attempt in
            .delivered.keeping {
                try Records.bind(card: "777", to: "P1", at: attempt.now, in: $0)
            }
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue()
            scheduler.wake()
            try await stage.until(id, is: .delivered)
        }
        let cards = try await stage.store.read { try $0.rows("SELECT number FROM card").count }
        #expect(cards == 1)
    }

    @Test func `where keeping fails a person must look, and nothing is sent again`() async throws {
        struct Broken: Error {}
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = ScriptedConnector()
        connector.tell = { _ in
            ledger.note("told")
            return .delivered.keeping { transaction in
                try Records.bind(card: "777", to: "P1", at: Date(), in: transaction)
                throw Broken()
            }
        }
        connector.ask = { _ in
            ledger.note("asked")
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue()
            scheduler.wake()
            try await stage.until(id, is: .dead)
            let dead = try #require(try await stage.find(id))
            #expect(dead.step == .reconcile)
            #expect(dead.lastError?.contains("they have it") == true)
            #expect(dead.lastError?.contains("Broken") == true)
            try await scheduler.replay([id])
            try await stage.until(id, is: .delivered)
        }
        #expect(ledger.all == ["told", "asked"])
        let cards = try await stage.store.read { try $0.rows("SELECT number FROM card").count }
        #expect(cards == 0)
    }

    @Test func `after an answer unknown it is asked, never sent again by itself`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = ScriptedConnector()
        connector.tell = { attempt in
            ledger.note("told \(attempt.delivery.attempt)")
            return attempt.delivery.attempt == 1 ? .unknown(because: "silence") : .delivered
        }
        connector.ask = { attempt in
            ledger.note("asked \(attempt.delivery.attempt)")
            return attempt.delivery.attempt == 2
                ? .unknown(because: "still") : .retry(because: "they have it not")
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue()
            scheduler.wake()
            for told in 1...3 {
                try await ledger.until(told)
                try await stage.until(id, "waits after try \(told)") {
                    $0.state == .ready && $0.attempt == told
                }
                stage.clock.advance(by: 1_000)
                scheduler.wake()
            }
            try await stage.until(id, is: .delivered)
        }
        #expect(ledger.all == ["told 1", "asked 2", "asked 3", "told 4"])
    }

    @Test func `a refusal waits for a person, holds its key, and is told to its connector`()
        async throws
    {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = ScriptedConnector(.quick.changed { $0.inFlight = 4 })
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.id)")
            return attempt.delivery.operation == "bad" ? .refused(because: "no such") : .delivered
        }
        connector.grieve = { delivery, reason, _ in ledger.note("gave up \(delivery.id): \(reason)")
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let bad = try await stage.enqueue("bad", key: "P1")
            let behind = try await stage.enqueue(key: "P1")
            let other = try await stage.enqueue(key: "P2")
            scheduler.wake()
            try await stage.until(bad, is: .dead)
            try await stage.until(other, is: .delivered)
            #expect(try await stage.find(behind)?.state == .behind)
            #expect(ledger.all.contains("gave up \(bad): no such"))
            #expect(try await scheduler.skip(bad, because: "entered by hand"))
            try await stage.until(behind, is: .delivered)
            #expect(try await stage.find(bad)?.lastError == "entered by hand")
        }
    }

    @Test func `skipped from the command line, its connector hears of it`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = ScriptedConnector()
        connector.grieve = { delivery, reason, _ in ledger.note("\(delivery.id): \(reason)") }
        let connectors = Connectors([.init(connector)])
        let deliveries = Deliveries(store: stage.store, zone: .hospital)
        let id = try await stage.enqueue(key: "P1")
        #expect(try await deliveries.skip(id, because: "told by phone", of: connectors))
        #expect(ledger.all == ["\(id): told by phone (command line)"])
        #expect(try await !deliveries.skip(id, because: "again", of: connectors))
        #expect(ledger.all.count == 1)
    }

    @Test func `asked to come back, it comes back, and that is no try`() async throws {
        let (stage, ledger) = (try Stage(), Ledger())
        var connector = ScriptedConnector(.quick.changed { $0.attempts = 1 })
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.attempt)")
            return ledger.all.count < 3 ? .wait(.seconds(90)) : .delivered
        }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue()
            scheduler.wake()
            for told in 1...2 {
                try await ledger.until(told)
                try await stage.until(id, "waits") {
                    $0.state == .ready && $0.dueAt > stage.clock.now
                }
                stage.clock.advance(by: 91)
                scheduler.wake()
            }
            try await stage.until(id, is: .delivered)
        }
        #expect(ledger.all == ["1", "1", "1"])
    }

    @Test func `what is said and heard is kept as evidence`() async throws {
        let stage = try Stage()
        let wire = ScriptedWire { request in
            if request.legible == "second" {
                throw WireError(.unanswered, whom: "them:1", reason: "hung up")
            }
            return "yes to \(request.legible)"
        }
        var connector = ScriptedConnector()
        connector.tell = { attempt in
            _ = try await attempt.exchange("first", over: wire)
            _ = try await attempt.exchange("second", over: wire)
            return .delivered
        }
        connector.ask = { _ in .delivered }
        let scheduler = try stage.scheduler(connector)
        try await scheduler.during {
            let id = try await stage.enqueue(number: "N1")
            scheduler.wake()
            try await stage.until(id, "is to be asked about") { $0.step == .reconcile }
            let said = try await stage.store.read { try Outbox.exchanges(of: id, in: $0) }
            #expect(said.map(\.request) == ["first", "second"])
            #expect(said.map(\.answer) == ["yes to first", nil])
            #expect(said.map(\.number) == ["N1", "N1"])
            #expect(said[1].fault?.contains("hung up") == true)
        }
    }
}

extension Saying: ExpressibleByStringInterpolation {}
