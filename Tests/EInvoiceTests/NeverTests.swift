import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import EInvoice

/// What must never happen (interface §11), whatever the platform and the network do.
struct NeverTests {
    private static let doubtful = [
        "dropAfterCommit", "drop", "half", "html", "garbage", "badSignature", "wrongEcho",
        "answerTwice", "redirect",
    ]

    @Test(arguments: doubtful)
    func `§11.1 an issue whose answer was lost ends in one bill`(fault: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S0"))
            try await clinic.until("out-S0-1", is: .issued)
            try await clinic.wire.fault(fault, on: "invoiceEBillOutpatient")
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            #expect(
                try clinic.ledger.valid.map(\.busNo).sorted() == ["out-S0-1", "out-S1-1"])
            #expect(try clinic.ledger.accepted("invoiceEBillOutpatient", "out-S1-1") == 1)
            let noises = try clinic.ledger.noises.filter { !$0.isEmpty }
            #expect(Set(noises).count == noises.count)
        }
    }

    @Test(arguments: doubtful)
    func `§11.1 a voucher whose answer was lost is found, with its own number`(fault: String)
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.fault(fault, on: "invoicePayMentVoucher")
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            #expect(try clinic.ledger.valid.count == 1)
            let voucher = try await clinic.store.read { try Vouchers.of(deposit: "D1", in: $0) }
            #expect(voucher?.number != nil)
        }
    }

    @Test(arguments: doubtful + ["errorAfterReversal"])
    func `§11.2 a reversal whose answer was lost is done once`(fault: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            try await clinic.wire.fault(fault, on: "writeOffEBill")
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.until("out-S1-1", is: .voided)
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try clinic.ledger.red.count == 1)
        }
    }

    @Test(arguments: doubtful)
    func `§11.4 a refund whose answer was lost is given back once`(fault: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            try await clinic.wire.fault(fault, on: "writeOffPayMentVoucher")
            try await clinic.tell(Events.depositRefund("F1", of: "D1", amount: 20_000))
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.remaining("dep-D1-1") == 30_000)
            #expect(try clinic.ledger.red.count == 1)
            let voucher = try await clinic.store.read { try Vouchers.of(deposit: "D1", in: $0) }
            #expect(voucher?.remaining == Money(fen: 30_000))
        }
    }

    @Test(arguments: [true, false])
    func `§11.2 a site whose state question fails after a reversal is served too`(paper: Bool)
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.turn(
                #"{"stateQueryFailsWhenReversed":true,"invalidPaperAlsoReverses":false}"#)
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            if paper { _ = try await clinic.ask("einvoice/paper.exchange", ["bill": "out-S1-1"]) }
            try await clinic.wire.fault("dropAfterCommit", on: "writeOffEBill")
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.until("out-S1-1", is: .voided)
            #expect(try clinic.ledger.red.count == 1)
        }
    }

    @Test(arguments: [true, false], ["invalidPaper", "writeOffEBill", "getEBillStatesByBillInfo"])
    func `§11.3 paper is voided before the bill, wherever an answer is lost`(
        reverses: Bool, service: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.turn(#"{"invalidPaperAlsoReverses":\#(reverses)}"#)
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            _ = try await clinic.ask("einvoice/paper.exchange", ["bill": "out-S1-1"], as: .cashier)
            try await clinic.wire.fault("dropAfterCommit", on: service)
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.until("out-S1-1", is: .voided)
            let services = try clinic.ledger.services
            if let writeOff = services.firstIndex(of: "writeOffEBill") {
                let paper = try #require(services.firstIndex(of: "invalidPaper"))
                #expect(paper < writeOff)
            }
            #expect(try clinic.ledger.red.count == 1)
            #expect(try clinic.ledger.valid.isEmpty)
        }
    }

    @Test func `§11.5 money stays while the bill is valid, and leaves once it is void`()
        async throws
    {
        try await Clinic.open({ $0.patience = 1 }) { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            clinic.wire.cut()
            let stop = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(stop["go"] == .bool(false))
            #expect(stop["again"] == .bool(true))
            #expect(try clinic.ledger.valid.count == 1)
            clinic.wire.cut(false)
            clinic.wake()
            try await clinic.until("out-S1-1", is: .voided)
            let go = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(go["go"] == .bool(true))
        }
    }

    @Test func `§11.5 a platform that says no keeps the money here, with its reason`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            try await clinic.wire.fault(
                json:
                    #"{"on":"writeOffEBill","fault":{"refuse":{"code":"E0011","text":"开票点停用"}}}"#)
            let stop = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(stop["go"] == .bool(false))
            #expect(stop["again"] == .bool(false))
            #expect(stop["reason"]?.text("zh")?.contains("开票点停用") == true)
            #expect(try await clinic.bill("out-S1-1")?.state == .issued)
            // Mended, asking again tries again.
            try await clinic.wire.heal()
            let go = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(go["go"] == .bool(true))
        }
    }

    @Test func `§11.5 a settlement that never arrived stops, unless the hospital allows it`()
        async throws
    {
        try await Clinic.open { clinic in
            let answer = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S7"])
            #expect(answer["go"] == .bool(false))
        }
        try await Clinic.open({ $0.strangers = .go }) { clinic in
            let answer = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S7"])
            #expect(answer["go"] == .bool(true))
        }
    }

    @Test func `§11.1 a refused bill keeps its number, and is asked for again under it`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.fault(
                json:
                    #"{"on":"invoiceEBillOutpatient","times":1,"fault":{"refuse":{"code":"E0004","text":"单晓明格式错误"}}}"#
            )
            try await clinic.tell(Events.settled("S1"))
            let failed = try await clinic.until("out-S1-1", is: .issueFailed)
            #expect(failed.error?.contains("单晓明") == false)
            let again = try await clinic.ask(
                "einvoice/bill.issue", ["settlement": "S1"], as: .cashier)
            #expect(again.text("bill") == "out-S1-1")
            #expect(again.text("state") == "issued")
            #expect(try clinic.ledger.valid.count == 1)
        }
    }

    @Test func `§11.1 a failed bill whose money went back is never issued any more`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.fault(
                json:
                    #"{"on":"invoiceEBillOutpatient","times":1,"fault":{"refuse":{"code":"E0004","text":"格式错误"}}}"#
            )
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issueFailed)
            let go = try await clinic.ask(
                "einvoice/settlement.beforeReversal", ["settlement": "S1"])
            #expect(go["go"] == .bool(true))
            try await clinic.tell(Events.reversed("S1"))
            let dead = try await clinic.open.filter { $0.state == .dead }.map(\.id)
            try await clinic.replay(dead)
            try await Patience.until("it has ended") { try await clinic.open.isEmpty }
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try await clinic.bill("out-S1-1")?.state == .withdrawn)
        }
    }

    @Test func `§11.7 the key is in no evidence, no payload and no row`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            _ = try await clinic.ask("einvoice/bill.print", ["bill": "out-S1-1"], as: .cashier)
            let kept = try await clinic.store.read { transaction in
                try transaction.rows("SELECT request, answer FROM exchange").flatMap {
                    [try $0.string("request"), try $0.optionalString("answer") ?? ""]
                }
                    + transaction.rows("SELECT payload FROM pastDelivery").map {
                        try $0.string("payload")
                    }
            }
            #expect(!kept.isEmpty)
            #expect(!kept.contains { $0.contains(SimulatedBosi.key) })
        }
    }

    @Test func `§11.1 an issue whose answers are lost three times ends in one bill`() async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.fault("dropAfterCommit", times: 3)
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            #expect(try clinic.ledger.valid.count == 1)
            #expect(try clinic.ledger.accepted("invoiceEBillOutpatient") == 1)
        }
    }
}
