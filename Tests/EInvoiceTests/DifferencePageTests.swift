import ConnectorKit
import Foundation
import Hub
import Lab
import Hospital
import Storage
import Testing

@testable import EInvoice

/// The page of what the night's reconciliation found.
struct DifferencePageTests {
    /// A hospital in whose books a bill is missing that the platform has.
    private func open(_ body: (Clinic, _ difference: String) async throws -> Void) async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            try await clinic.store.write {
                _ = try $0.execute("DELETE FROM einvoiceBill WHERE busNo = 'out-S1-1'")
            }
            try await clinic.reconcile()
            let row = try #require(
                try await clinic.rows("einvoice/differences", as: .staff(.finance)).first)
            #expect(row["state"]?.text("tone") == "bad")
            #expect(row["canRepair"] == .bool(true))
            try await body(clinic, try #require(row.text("id")))
        }
    }

    @Test func `a repair is asked twice, started once, and ends on the platform`() async throws {
        try await open { clinic, difference in
            let form = ["act": "repair", "difference": difference]
            guard
                case .confirm(let question) = try await clinic.look(
                    "einvoice/differences", form: form, as: .staff(.finance))
            else { throw Trouble("it was not asked twice") }
            #expect(question.question.zh == "在平台冲红这张票据？")
            #expect(try clinic.ledger.valid.count == 1)
            #expect(try await clinic.waiting("einvoice/differences") == 1)
            let elsewhere = Caller.staff(.finance, campus: "jinshan")
            #expect(try await clinic.waiting("einvoice/differences", as: elsewhere) == 0)
            _ = try await clinic.look(
                "einvoice/differences", form: form, isConfirmed: true, as: .staff(.finance))
            await #expect(throws: Declined.self) {
                _ = try await clinic.look(
                    "einvoice/differences", form: form, isConfirmed: true, as: .staff(.finance))
            }
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try await clinic.waiting("einvoice/differences") == 0)
            #expect(try await clinic.rows("einvoice/differences", as: .staff(.finance)).isEmpty)
            let all = try await clinic.rows(
                "einvoice/differences", query: ["all": "yes"], as: .staff(.finance))
            #expect(all.first?["state"]?.text("tone") == "good")
        }
    }

    @Test func `marked as settled only with a word why, which stays beside it`() async throws {
        try await open { clinic, difference in
            var form = ["act": "settle", "difference": difference, "note": "  "]
            await #expect(throws: Declined.self) {
                _ = try await clinic.look(
                    "einvoice/differences", form: form, isConfirmed: true, as: .staff(.finance))
            }
            #expect(try await clinic.rows("einvoice/differences", as: .staff(.finance)).count == 1)
            form["note"] = "财务处已核对"
            guard
                case .confirm = try await clinic.look(
                    "einvoice/differences", form: form, as: .staff(.finance))
            else {
                throw Trouble("it was not asked twice")
            }
            _ = try await clinic.look(
                "einvoice/differences", form: form, isConfirmed: true, as: .staff(.finance))
            #expect(try await clinic.rows("einvoice/differences", as: .staff(.finance)).isEmpty)
            let all = try await clinic.rows(
                "einvoice/differences", query: ["all": "yes"], as: .staff(.finance))
            #expect(all.first?["note"]?.text("zh") == "财务处已核对")
            #expect(try clinic.ledger.valid.count == 1)
        }
    }

    @Test func `staff of another campus settle nothing here`() async throws {
        try await open { clinic, difference in
            let stranger = Caller(roles: [.finance], actor: "staff J1", campus: "jinshan")
            let form = ["act": "settle", "difference": difference, "note": "x"]
            await #expect(throws: Declined.self) {
                _ = try await clinic.look(
                    "einvoice/differences", form: form, isConfirmed: true, as: stranger)
            }
            let left = try await clinic.rows("einvoice/differences", as: .staff(.finance))
            #expect(left.count == 1)
        }
    }
}
