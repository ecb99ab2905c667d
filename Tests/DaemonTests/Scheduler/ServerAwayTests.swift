import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import TestKit
import Testing

@testable import Daemon

/// A PostgreSQL that goes away while deliveries are under way.
struct ServerAwayTests {
    private static let count = 200

    /// Runs a scheduler over `count` deliveries of ten keys while `trouble` goes on, until all are
    /// past; then nothing may be lost, told twice or out of order.
    private func survive(
        _ address: String, within limit: Duration = .seconds(90),
        _ trouble: (Scheduler, PaperLedger) async throws -> Void
    ) async throws {
        let folder = try Folder()
        let ledger = PaperLedger(file: folder("ledger"))
        let store = try await Store.open(address, folder: folder("data"))
        let stage = Stage(store, clock: TestClock("2026-11-23T10:00:00+08:00"))
        try await store.write { [now = stage.clock.now] transaction in
            for number in 0..<Self.count {
                try Outbox.enqueue(
                    Errand(
                        connector: "scripted", operation: "tell", lane: "scripted.main",
                        key: "k\(number % 10)", number: "k\(number % 10)-\(100 + number)",
                        payload: ["text": "x"]), at: now, in: transaction)
            }
        }
        let policy = LanePolicy.quick.changed { ($0.inFlight, $0.backOff) = (8, [0]) }
        let scheduler = try stage.scheduler(ledger.connector(policy))
        try await scheduler.during {
            try await trouble(scheduler, ledger)
            try await Patience.until("all are past", within: limit) {
                (try? await store.read {
                    try Outbox.search(.init(states: [.delivered]), atMost: 500, in: $0)
                })?
                .count == Self.count
            }
        }
        let accepted = ledger.accepted
        #expect(accepted.count == Self.count)
        #expect(Set(accepted).count == Self.count)
        for key in 0..<10 {
            let order = accepted.filter { $0.hasPrefix("k\(key)-") }
            #expect(order == order.sorted())
        }
        #expect(try await store.verify() == [])
        try await store.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `a server that crashes again and again costs time, never a delivery or a second one`()
        async throws
    {
        let server = try await PostgreSQLServer()
        let address = try await server.makeDatabase()
        try await survive(address) { scheduler, ledger in
            for told in [5, 40, 90, 140] {
                try await Patience.until("\(told) were told", within: .seconds(90)) {
                    ledger.accepted.count >= told
                }
                server.stop("QUIT")
                // Once for longer than anybody waits inside the engine.
                try await Patience.until("it is told") { scheduler.shortage.alarms > 0 }
                try await server.start()
            }
        }
        server.stop()
    }

    @Test(.timeLimit(.minutes(5)))
    func `sessions ended without rest cost time, never a delivery or a second one`()
        async throws
    {
        let server = try await PostgreSQLServer.shared
        let address = try await server.makeDatabase()
        try await survive(address) { _, ledger in
            for _ in 0..<40 {
                try await server.psql(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """, in: address)
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        try await server.drop(address)
    }
}
