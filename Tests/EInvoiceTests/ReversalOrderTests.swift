import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import EInvoice

/// A bill stays valid while something stands that has to be taken back before it.
struct ReversalOrderTests {
    /// Another connector says how the insurance list of S1 stands.
    private func list(
        _ state: Reversals.Entry.State, by connector: String = "einvoice", _ clinic: Clinic
    ) async throws {
        let now = clinic.clock.now
        try await clinic.store.write { transaction in
            // Switched on in this clinic is the bills' connector alone, so it lends its name.
            try Reversals.put(
                .list, state, of: "S1", campus: "benbu", by: connector, at: now,
                in: transaction)
        }
        clinic.wake()
    }

    private func steps(_ clinic: Clinic) async throws -> [ReversalStep: Reversals.Entry.State] {
        let entries = try await clinic.store.read { try Reversals.entries(of: "S1", in: $0) }
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.step, $0.state) })
    }

    @Test func `a submitted list keeps the bill valid, and the HIS is told what to do first`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            try await list(.standing, clinic)
            let stop = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(stop["go"] == .bool(false))
            #expect(stop["again"] == .bool(true))
            #expect(stop["reason"]?.text("zh")?.contains("清单") == true)
            await #expect(throws: Declined.self) {
                try await clinic.ask(
                    "einvoice/bill.void", ["bill": "out-S1-1", "reason": "x"], as: .cashier)
            }
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.red.isEmpty)
            #expect(try await clinic.bill("out-S1-1")?.state == .issued)

            try await list(.undone, clinic)
            let go = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(go["go"] == .bool(true))
            #expect(try clinic.ledger.red.count == 1)
            #expect(try await steps(clinic) == [.list: .undone, .bill: .undone])
        }
    }

    @Test func `a reversal told without asking makes the bill void once the list is taken back`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            #expect(try await steps(clinic) == [.bill: .standing])
            try await list(.standing, clinic)
            try await clinic.tell(Events.reversed("S1"))
            try await Patience.until("the bill waits its turn") {
                try await clinic.open.first.map {
                    $0.state == .ready && $0.dueAt > clinic.clock.now
                } ?? false
            }
            #expect(try clinic.ledger.red.isEmpty)
            try await list(.undoing, clinic)
            #expect(try await steps(clinic) == [.list: .undoing, .bill: .undoing])
            #expect(try clinic.ledger.red.isEmpty)
            try await list(.undone, clinic)
            try await clinic.until("out-S1-1", is: .voided)
            #expect(try await steps(clinic) == [.list: .undone, .bill: .undone])
        }
    }

    @Test func `what a connector that is switched off left standing holds no bill`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            try await list(.standing, by: "insurance", clinic)
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.until("out-S1-1", is: .voided)
        }
    }
}
