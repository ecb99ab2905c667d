import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import EInvoice

/// Windows of the outpatient hall, with the real outbox and the simulated platform.
struct OutpatientTests {
    @Test func `§1.1.1 a registration paid at a window becomes a bill`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.registration("S1"))
            let bill = try await clinic.until("reg-S1-1", is: .issued)
            let issued = try #require(try clinic.ledger.bills.first)
            #expect(issued.busType == "06")
            #expect(issued.fen == 1_500)
            #expect(issued.place == "W01")
            #expect(issued.isValid)
            #expect(bill.numbers?.random.isEmpty == false)
            #expect(bill.picture?.hasPrefix("http://platform/") == true)
            let request = try #require(
                try clinic.ledger.received("invEBillRegistration").first)
            #expect(request["unknown"] == [])
            let content = try #require(request["content"])
            #expect(content.text("payer") == "单晓明")
            #expect(content.text("busDateTime") == "20261123090000123")
            #expect(content.text("payee") == "收费员甲")
            #expect(content.text("consultationDate") == "20261123")
            #expect(content.text("age") == "36岁")
            #expect(content.text("sex") == "女")
        }
    }

    @Test func `§1.1.2 before a registration is refunded its bill is void`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.registration("S1"))
            let answer = try await clinic.ask(
                "einvoice/registration.beforeRefund", ["settlement": "S1", "reason": "退号"])
            #expect(answer["go"] == .bool(true))
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try clinic.ledger.red.map(\.remark) == ["退号"])
            // The event that follows finds nothing left to do.
            try await clinic.tell(Events.registrationRefund("S1"))
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.accepted("writeOffEBill") == 1)
            #expect(try await clinic.bill("reg-S1-1")?.state == .voided)
        }
    }

    @Test func `§1.1.2 a refund that was only told voids the bill too`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.registration("S1"))
            try await clinic.until("reg-S1-1", is: .issued)
            try await clinic.tell(Events.registrationRefund("S1"))
            try await clinic.until("reg-S1-1", is: .voided)
            #expect(try clinic.ledger.valid.isEmpty)
        }
    }

    @Test func `§1.1.3 a settlement becomes one bill with all that was charged`() async throws {
        try await Clinic.open { clinic in
            let settled = Events.settled("S1")
            try await clinic.tell(settled)
            try await clinic.tell(settled)
            try await clinic.until("out-S1-1", is: .issued)
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.bills.count == 1)
            let request = try #require(
                try clinic.ledger.received("invoiceEBillOutpatient").first)
            #expect(request["unknown"] == [])
            let content = try #require(request["content"])
            #expect(content.yuan("totalAmt") == Money(fen: 12_300))
            #expect(
                content.list("chargeDetail").compactMap { $0.yuan("amt")?.fen } == [8_200, 4_100])
            #expect(content.list("listDetail").compactMap { $0.text("name") } == ["阿莫西林", "心电图"])
            #expect(content.list("payChannelDetail").first?.text("payChannelCode") == "05")
            #expect(content.text("weChatOrderNo") == "wx42")
        }
    }

    @Test func `§1.1.3 a settlement of nothing becomes no bill`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S0", total: 0))
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            #expect(try await clinic.bills(.outpatient, "S0").isEmpty)
            #expect(try clinic.ledger.bills.count == 1)
        }
    }

    @Test func `§1.1.4 a reversed settlement's bill is void`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            let answer = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1", "reason": "退费"])
            #expect(answer["go"] == .bool(true))
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try clinic.ledger.red.count == 1)
        }
    }

    @Test func `§1.1.4 a partial refund voids the whole bill, then bills the rest anew`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            var rest = Events.bill("S2", total: 4_100)
            if case .object(var members) = rest {
                members["replaces"] = "S1"
                rest = .object(members)
            }
            try await clinic.tell(Events.reversed("S1", remaining: rest))
            try await clinic.until("out-S2-1", is: .issued)
            #expect(try await clinic.bill("out-S1-1")?.state == .voided)
            #expect(try clinic.ledger.valid.map(\.fen) == [4_100])
            // The old bill was void before the new one was asked for.
            let services = try clinic.ledger.services
            let void = try #require(services.firstIndex(of: "writeOffEBill"))
            let issued = try #require(services.lastIndex(of: "invoiceEBillOutpatient"))
            #expect(void < issued)
            // And the rest, too, can be reversed.
            try await clinic.tell(Events.reversed("S2"))
            try await clinic.until("out-S2-1", is: .voided)
            #expect(try clinic.ledger.valid.isEmpty)
        }
    }

    @Test func `§1.1.4 a settlement reversed before its bill was asked for is never billed`()
        async throws
    {
        try await Clinic.open { clinic in
            clinic.wire.cut()
            try await clinic.tell(Events.settled("S1"))
            try await clinic.tell(Events.reversed("S1"))
            clinic.wire.cut(false)
            clinic.wake()
            try await clinic.untilQuiet()
            #expect(try await clinic.bill("out-S1-1")?.state.isGone == true)
            #expect(try clinic.ledger.valid.isEmpty)
        }
    }

    @Test func `§1.1.4 a reversal told before its settlement leaves no bill`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.tell(Events.settled("S1"))
            try await clinic.tell(Events.settled("S2"))
            try await clinic.until("out-S2-1", is: .issued)
            #expect(try await clinic.bills(.outpatient, "S1").isEmpty)
            #expect(try clinic.ledger.valid.map(\.busNo) == ["out-S2-1"])
        }
    }

    @Test func `§1.1.5 a bill is found by visit and printed again, each paper counted`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            let found = try await clinic.ask("einvoice/bills", ["visit": "V1"], as: .cashier)
            #expect(found.list("bills").compactMap { $0.text("bill") } == ["out-S1-1"])
            let job = try await clinic.ask(
                "einvoice/bill.print", ["bill": "out-S1-1"], as: .cashier)
            let payload = try #require(job.text("payload").flatMap { Data(base64Encoded: $0) })
            let asked = try JSON(parsing: payload)
            #expect(asked.text("method") == "printElectBill")
            #expect(asked["params"]?.text("appid") == SimulatedBosi.appid)
            #expect(!String(decoding: payload, as: UTF8.self).contains(SimulatedBosi.key))
            for print in ["p1", "p1", "p2"] {
                _ = try await clinic.ask(
                    "einvoice/bill.printed", ["bill": "out-S1-1", "print": .string(print)],
                    as: .cashier)
            }
            #expect(try await clinic.bill("out-S1-1")?.prints == 2)
            let audited = try await clinic.store.read { try Audit.recent(in: $0) }
            #expect(audited.contains { $0.action == "einvoice.print" && $0.actor == "staff U07" })
        }
    }

    @Test func `§1.1.5 a void bill is not printed`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.until("out-S1-1", is: .voided)
            await #expect(throws: Declined.self) {
                try await clinic.ask("einvoice/bill.print", ["bill": "out-S1-1"], as: .cashier)
            }
        }
    }

    @Test func `§1.1.5 a bill is exchanged to paper, again to other paper, and then voided`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            let first = try await clinic.ask(
                "einvoice/paper.exchange", ["bill": "out-S1-1"], as: .cashier)
            let second = try await clinic.ask(
                "einvoice/paper.exchange", ["bill": "out-S1-1"], as: .cashier)
            #expect(first.text("paper") != nil)
            #expect(first.text("paper") != second.text("paper"))
            #expect(
                try clinic.ledger.services.filter { $0.hasSuffix("urnPaper") }
                    == ["turnPaper", "reTurnPaper"])
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.until("out-S1-1", is: .voided)
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try clinic.ledger.accepted("invalidPaper") == 1)
            #expect(try clinic.ledger.accepted("writeOffEBill") == 0)
        }
    }
}
