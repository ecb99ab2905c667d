import ConnectorKit
import Foundation
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// Two daemons on one PostgreSQL.
struct SchedulerNodesTests {
    private func with(
        _ body: (_ first: Stage, _ second: Stage) async throws -> Void
    ) async throws {
        let address = try await PostgreSQLServer.shared.makeDatabase()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "labqueue-nodes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = TestClock("2026-11-23T10:00:00+08:00")
        let first = try await Store.open(address, folder: folder.appending(path: "1"))
        let second = try await Store.open(address, folder: folder.appending(path: "2"))
        do {
            try await body(Stage(first, clock: clock), Stage(second, clock: clock))
        } catch {
            try await first.close()
            try await second.close()
            throw error
        }
        try await first.close()
        try await second.close()
        try await PostgreSQLServer.shared.drop(address)
    }

    private func connector(_ ledger: Ledger, inFlight: Int) -> ScriptedConnector {
        var connector = ScriptedConnector(.quick.changed { $0.inFlight = inFlight })
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.key ?? "") \(attempt.delivery.id)")
            return .delivered
        }
        connector.ask = { attempt in
            ledger.note("asked \(attempt.delivery.id)")
            return .delivered
        }
        return connector
    }

    @Test func `each delivery goes once, in the order of its key, whichever daemon has it`()
        async throws
    {
        try await with { first, second in
            let ledger = Ledger()
            let one = try first.scheduler(connector(ledger, inFlight: 8))
            let other = try second.scheduler(connector(ledger, inFlight: 8))
            try await one.during {
                try await other.during {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for (stage, scheduler) in [(first, one), (second, other)] {
                            group.addTask {
                                for number in 0..<60 {
                                    try await stage.enqueue(key: "k\(number % 7)")
                                    scheduler.wake(["scripted.main"])
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    try await ledger.until(120)
                    try await Patience.until("all are past") {
                        let open = try await first.store.read {
                            try Outbox.search(
                                .init(states: [.ready, .behind, .running, .dead]), in: $0)
                        }
                        return open.isEmpty
                    }
                }
            }
            #expect(ledger.all.count == 120 && Set(ledger.all).count == 120)
            for key in 0..<7 {
                let order = ledger.all.filter { $0.hasPrefix("k\(key) ") }
                    .compactMap { Int($0.dropFirst(3)) }
                #expect(order == order.sorted())
            }
            #expect(try await first.store.read { try Outbox.verify(in: $0) } == [])
        }
    }

    @Test func `what a dead daemon had in hand is taken over, what a living one has is not`()
        async throws
    {
        try await with { first, second in
            let ledger = Ledger()
            let now = first.clock.now
            try await second.store.engine.attend(as: "living")
            var ids: [Int] = []
            for _ in 0..<2 { ids.append(try await first.enqueue()) }
            for (index, worker) in ["dead", "living"].enumerated() {
                let taken = try await second.store.write { transaction in
                    try Outbox.prepare(
                        [("scripted.main", "scripted", 1)], at: now, in: transaction)
                    return try Outbox.claim(
                        "scripted.main", atMost: 1, terms: Terms(inFlight: 3), by: worker,
                        at: now, in: transaction
                    ).deliveries
                }
                #expect(taken.map(\.id) == [ids[index]])
                let lease = try #require(taken.first)
                try await second.store.write {
                    _ = try Outbox.intend("said", number: nil, for: lease, at: now, in: $0)
                }
            }
            let scheduler = try first.scheduler(connector(ledger, inFlight: 3))
            try await scheduler.during {
                try await first.until(ids[0], is: .delivered)
                try await scheduler.caretaker.reclaim()
                #expect(try await first.find(ids[1])?.state == .running)
            }
            #expect(ledger.all == ["asked \(ids[0])"])
        }
    }

    @Test func `work enqueued by one daemon wakes the other`() async throws {
        try await with { first, second in
            let ledger = Ledger()
            let one = try first.scheduler(connector(ledger, inFlight: 1))
            try await one.during {
                let id = try await second.enqueue()
                second.store.engine.notify(["scripted.main"])
                try await first.until(id, is: .delivered)
            }
            #expect(ledger.all.count == 1)
        }
    }
}
