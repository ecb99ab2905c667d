import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import EInvoice

/// The desk's pages: found, asked twice, done.
struct ScreenTests {
    @Test(arguments: ["V1", "S1", "6200000001", "P1"])
    func `§1.1.5 a bill is found by visit, settlement, card or patient`(text: String)
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            guard
                case .page(let page) = try await clinic.look(
                    "einvoice/outpatient", query: ["text": text])
            else { throw Trouble("no page") }
            #expect(page.list("rows").compactMap { $0.text("number") } == ["S1"])
            #expect(page.list("rows").first?["state"]?.text("tone") == "good")
            guard
                case .page(let inpatient) = try await clinic.look(
                    "einvoice/inpatient", query: ["text": text])
            else { throw Trouble("no page") }
            #expect(inpatient.list("rows").isEmpty)
        }
    }

    @Test func `§1.1.5 printing again opens the file and counts it`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            guard
                case .document(let file) = try await clinic.look(
                    "einvoice/bill", query: ["kind": "outpatient", "number": "S1"],
                    form: ["act": "print"])
            else { throw Trouble("no document") }
            #expect(file.bytes.starts(with: Data("%PDF-".utf8)))
            #expect(try await clinic.bill("out-S1-1")?.prints == 1)
        }
    }

    @Test func `§1.1.5 a bill is made void by hand only after a second yes, and issued anew`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            let query = ["kind": "outpatient", "number": "S1"]
            let form = ["act": "void", "reason": "开错"]
            guard case .confirm = try await clinic.look("einvoice/bill", query: query, form: form)
            else {
                throw Trouble("it was not asked twice")
            }
            #expect(try clinic.ledger.valid.count == 1)
            _ = try await clinic.look("einvoice/bill", query: query, form: form, isConfirmed: true)
            try await clinic.until("out-S1-1", is: .voided)
            _ = try await clinic.look("einvoice/bill", query: query, form: ["act": "issue"])
            try await clinic.until("out-S1-2", is: .issued)
            #expect(try clinic.ledger.valid.map(\.busNo) == ["out-S1-2"])
        }
    }

    @Test func `§1.2.5 the inpatient page shows deposits and discharges, as a table too`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.tell(Events.discharge("S9"))
            try await clinic.until("dep-D1-1", is: .issued)
            try await clinic.until("inp-S9-1", is: .issued)
            guard
                case .table(_, let rows) = try await clinic.look(
                    "einvoice/inpatient", query: ["text": "Y1", "as": "csv"])
            else { throw Trouble("no table") }
            #expect(rows.map(\.first) == ["结算号", "S9", "D1"])
        }
    }

    @Test func `staff of another campus see no bill of this one`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            let stranger = Caller(roles: [.cashier], actor: "staff J1", campus: "jinshan")
            guard
                case .page(let page) = try await clinic.look(
                    "einvoice/outpatient", query: ["text": "S1"], as: stranger)
            else { throw Trouble("no page") }
            #expect(page.list("rows").isEmpty)
            await #expect(throws: Declined.self) {
                _ = try await clinic.look(
                    "einvoice/bill", query: ["kind": "outpatient", "number": "S1"], as: stranger)
            }
        }
    }
}
