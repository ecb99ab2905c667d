import ConnectorKit
import Foundation
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// Claims whose effect is not what the claimer believes.
struct DoubtfulClaimTests {
    @Test func `a claim whose commit was not answered holds nothing up`() async throws {
        let isLost = Mutex(true)
        let engine = MeddledEngine(
            engine: try SQLiteEngine.temporary(),
            after: { durability in
                // The first claim takes effect, but the server is lost before it says so.
                let strikes =
                    durability == .soon
                    && isLost.withLock { lost in
                        defer { lost = false }
                        return lost
                    }
                guard strikes else { return }
                throw StorageError(.lost, attempted: "claim", reason: "lost", remedy: "ask again")
            })
        let (stage, ledger) = (Stage(Store(engine: engine)), Ledger())
        var connector = ScriptedConnector(.quick.changed { ($0.inFlight, $0.attempts) = (1, 1) })
        connector.tell = { attempt in
            ledger.note("\(attempt.delivery.id) \(attempt.delivery.attempt)")
            return .delivered
        }
        let first = try await stage.enqueue()
        let second = try await stage.enqueue()
        try await stage.scheduler(connector).during {
            try await stage.until(first, is: .delivered)
            try await stage.until(second, is: .delivered)
        }
        // The try that never was is not counted.
        #expect(ledger.all == ["\(first) 1", "\(second) 1"])
        #expect(!isLost.withLock { $0 })
    }

    @Test func `a claim taken back behind our back and made anew lets one of two speak`()
        async throws
    {
        let (stage, ledger, said) = (try Stage(), Ledger(), Ledger())
        let gate = TestGate()
        let wire = ScriptedWire { _ in
            said.note("said")
            return "yes"
        }
        var connector = ScriptedConnector(.quick.changed { $0.inFlight = 2 })
        connector.tell = { attempt in
            ledger.note("claimed")
            await gate.pass()
            _ = try await attempt.exchange("hello", over: wire)
            return .delivered
        }
        let scheduler = try stage.scheduler(connector)
        let id = try await stage.enqueue()
        try await scheduler.during {
            try await ledger.until(1)
            // As when a server crashes that had the claim in memory only.
            try await stage.store.write {
                _ = try $0.execute(
                    """
                    UPDATE delivery SET state = 'ready', worker = NULL, attempt = 0, epoch = 0
                    WHERE id = \(id)
                    """)
            }
            scheduler.wake()
            try await ledger.until(2)
            gate.open()
            try await stage.until(id, is: .delivered)
        }
        #expect(said.all.count == 1)
    }
}
