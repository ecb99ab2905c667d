import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import EInvoice

/// Windows of the admission office: deposits and discharge.
struct InpatientTests {
    @Test func `§1.2.1 a deposit becomes a voucher with all of it left`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            #expect(try clinic.ledger.remaining("dep-D1-1") == 50_000)
            let request = try #require(
                try clinic.ledger.received("invoicePayMentVoucher").first)
            #expect(request["unknown"] == [])
            #expect(try clinic.ledger.bills.first?.busType == "07")
        }
    }

    @Test func `§1.2.2 a part of a deposit is given back once its voucher is`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            let answer = try await clinic.ask(
                "einvoice/deposit.beforeRefund",
                ["deposit": "D1", "refund": "F1", "amount": 20_000, "reason": "退预交金"])
            #expect(answer["go"] == .bool(true))
            #expect(try clinic.ledger.remaining("dep-D1-1") == 30_000)
            try await clinic.tell(Events.depositRefund("F1", of: "D1", amount: 20_000))
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.accepted("writeOffPayMentVoucher") == 1)
            // The rest, and with it the bill is gone.
            try await clinic.tell(Events.depositRefund("F2", of: "D1", amount: 30_000))
            try await clinic.until("dep-D1-1", is: .refunded)
            #expect(try clinic.ledger.remaining("dep-D1-1") == 0)
        }
    }

    @Test func `§1.2.2 a wrong receipt is voided whole`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.tell(
                Events.depositRefund("F1", of: "D1", amount: 50_000, cancelled: true))
            try await clinic.until("dep-D1-1", is: .voided)
            #expect(try clinic.ledger.accepted("cancelPayMentVoucherBalance") == 1)
            #expect(try clinic.ledger.valid.isEmpty)
        }
    }

    @Test func `§1.2.2 §11.4 no more is given back than is left`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            let answer = try await clinic.ask(
                "einvoice/deposit.beforeRefund",
                ["deposit": "D1", "refund": "F1", "amount": 50_001])
            #expect(answer["go"] == .bool(false))
            try await clinic.tell(Events.depositRefund("F2", of: "D1", amount: 50_001))
            try await Patience.until("the refund is dead") {
                try await clinic.open.map(\.state) == [.dead]
            }
            #expect(try clinic.ledger.received("writeOffPayMentVoucher").isEmpty)
        }
    }

    @Test func `§1.2.3 a discharge becomes a bill that names its deposits' vouchers`()
        async throws
    {
        try await Clinic.open { clinic in
            // Told together: the discharge waits until the voucher has its number.
            clinic.wire.cut()
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.tell(Events.discharge("S9", deposits: [("D1", 50_000)]))
            clinic.wire.cut(false)
            clinic.wake()
            try await clinic.until("dep-D1-1", is: .issued)
            clinic.clock.advance(by: 6)
            clinic.wake()
            try await clinic.until("inp-S9-1", is: .issued)
            let request = try #require(
                try clinic.ledger.received("invEBillHospitalized").first)
            #expect(request["unknown"] == [])
            let used = try #require(request["content"]?.list("payMentVoucher"))
            #expect(used.map { $0.yuan("voucherAmt") } == [Money(fen: 50_000)])
            #expect(request["content"]?.text("hospitalNo") == "ZY0001")
            #expect(request["content"]?.text("inHospitalDate") == "2026-11-20")
        }
    }

    @Test func `§1.2.3 §11.4 a deposit that a valid discharge used is not given back`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            try await clinic.tell(Events.discharge("S9", deposits: [("D1", 30_000)]))
            try await clinic.until("inp-S9-1", is: .issued)
            let refused = try await clinic.ask(
                "einvoice/deposit.beforeRefund", ["deposit": "D1", "refund": "F1", "amount": 100])
            #expect(refused["go"] == .bool(false))
            #expect(refused["again"] == .bool(false))
            // After the settlement was cancelled it may.
            try await clinic.tell(Events.dischargeCancelled("S9"))
            try await clinic.until("inp-S9-1", is: .voided)
            let granted = try await clinic.ask(
                "einvoice/deposit.beforeRefund", ["deposit": "D1", "refund": "F1", "amount": 100])
            #expect(granted["go"] == .bool(true))
        }
    }

    @Test func `§1.2.4 a cancelled discharge's bill is void, what remains is billed anew`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.discharge("S9"))
            let answer = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S9", "reason": "费用有误"])
            #expect(answer["go"] == .bool(true))
            var rest = Events.bill("S10", total: 60_000)
            if case .object(var members) = rest {
                members["replaces"] = "S9"
                members["stay"] = "Y1"
                rest = .object(members)
            }
            try await clinic.tell(Events.dischargeCancelled("S9", remaining: rest))
            try await clinic.until("inp-S10-1", is: .issued)
            #expect(try clinic.ledger.valid.map(\.fen) == [60_000])
            #expect(try clinic.ledger.valid.map(\.busType) == ["01"])
        }
    }

    @Test func `§1.2.5 deposits and discharges are found by stay and printed again`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            try await clinic.tell(Events.discharge("S9", deposits: [("D1", 50_000)]))
            try await clinic.until("inp-S9-1", is: .issued)
            let found = try await clinic.ask("einvoice/bills", ["stay": "Y1"], as: .cashier)
            #expect(
                found.list("bills").compactMap { $0.text("bill") }.sorted()
                    == ["dep-D1-1", "inp-S9-1"])
            for bill in ["dep-D1-1", "inp-S9-1"] {
                let job = try await clinic.ask(
                    "einvoice/bill.print", ["bill": .string(bill)], as: .cashier)
                #expect(job.text("url")?.hasPrefix("http://127.0.0.1:13526/extend?") == true)
                _ = try await clinic.ask(
                    "einvoice/bill.printed", ["bill": .string(bill), "print": "p"], as: .cashier)
                #expect(try await clinic.bill(bill)?.prints == 1)
            }
        }
    }
}
