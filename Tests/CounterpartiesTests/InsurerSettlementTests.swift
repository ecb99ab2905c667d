import Foundation
import Testing

@testable import Counterparties

/// Settlements: made, cancelled, taken back (interface §3, §6, §9).
struct InsurerSettlementTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    private func settle(_ infno: String, msgid: String) async throws -> Cashier.Answer {
        let form = InsurerForms.data([
            "psn_no": .string(Cashier.person), "mdtrt_id": "M1", "medfee_sumamt": .number("12.50"),
        ])
        return try await cashier.ask(infno, form, with: ["msgid": .string(msgid)])
    }

    private func reverse(_ msgid: String, _ infno: String) async throws -> Cashier.Answer {
        try await cashier.ask(
            "2601",
            InsurerForms.data([
                "psn_no": .string(Cashier.person), "omsgid": .string(msgid),
                "oinfno": .string(infno),
            ]))
    }

    @Test(arguments: [("2208", "outpatient"), ("2305", "inpatient")])
    func `a settlement is cancelled by another one over the same amount, negative`(
        infno: String, kind: String
    ) async throws {
        let settlement = try await cashier.settlement(list: "0", kind: kind)
        let answer = try await cashier.ask(infno, InsurerForms.cancel(settlement))
        let back = answer.output["setlinfo"]
        #expect(answer.code == "0" && back?["medfee_sumamt"] == .number("-100.00"))
        #expect(back?["setl_id"] != nil && back?["setl_id"]?.text != settlement)
        #expect(cashier.entry(settlement)?["cancelledBy"] == back?["setl_id"])
        #expect(try await cashier.ask(infno, InsurerForms.cancel(settlement)).code == "E09")
    }

    @Test func `no settlement is cancelled while its list is submitted`() async throws {
        for (infno, kind) in [("2208", "outpatient"), ("2305", "inpatient")] {
            let settlement = try await cashier.settlement(list: "1", kind: kind)
            #expect(try await cashier.ask(infno, InsurerForms.cancel(settlement)).code == "E08")
            #expect(cashier.entry(settlement)?["isValid"] == true)
            try await cashier.turn(settlement, to: "0")
            #expect(try await cashier.ask(infno, InsurerForms.cancel(settlement)).code == "0")
        }
    }

    @Test func `a settlement is cancelled by its own service, person, campus and visit alone`()
        async throws
    {
        let settlement = try await cashier.settlement()
        let form = InsurerForms.cancel(settlement)
        #expect(try await cashier.ask("2305", form).code == "E05")
        #expect(
            try await cashier.ask(
                "2208", InsurerForms.cancel(settlement, of: Cashier.other)
            ).code == "E05")
        #expect(try await cashier.ask("2208", form, as: Cashier.jinshan).code == "E05")
        let elsewhere = InsurerForms.data(
            InsurerForms.row(settlement).adding(["mdtrt_id": "M2"]))
        #expect(try await cashier.ask("2208", elsewhere).code == "E05")
        #expect(try await cashier.ask("2208", form).code == "0")
        let back = cashier.entry(settlement)?["cancelledBy"]?.text ?? ""
        #expect(try await cashier.ask("2208", InsurerForms.cancel(back)).code == "E05")
    }

    @Test func `a settlement is made by 2207 and 2304, each of its own kind`() async throws {
        for (infno, kind) in [("2207", "outpatient"), ("2304", "inpatient")] {
            let answer = try await settle(infno, msgid: cashier.nextMessage())
            let entry = cashier.entry(answer.output["setlinfo"]?["setl_id"]?.text ?? "")
            #expect(entry?["kind"] == .string(kind) && entry?["fen"] == 1250)
        }
    }

    @Test func `taking back a cancellation makes the settlement valid again, once`() async throws {
        let settlement = try await cashier.settlement()
        let msgid = cashier.nextMessage()
        try await cashier.ask(
            "2208", InsurerForms.cancel(settlement), with: ["msgid": .string(msgid)])
        #expect(try await reverse(msgid, "2305").code == "E05")
        #expect(try await reverse(msgid, "2208").code == "0")
        #expect(cashier.entry(settlement)?["isValid"] == true)
        #expect(try await reverse(msgid, "2208").code == "E09")
        #expect(try await cashier.ask("2208", InsurerForms.cancel(settlement)).code == "0")
    }

    @Test func `a settlement is taken back only before its list is submitted or it is cancelled`()
        async throws
    {
        let msgid = cashier.nextMessage()
        let answer = try await settle("2207", msgid: msgid)
        let settlement = answer.output["setlinfo"]?["setl_id"]?.text ?? ""
        try await cashier.control(
            "POST", "settlements", ["setl_id": .string(settlement), "list": "1"])
        #expect(try await reverse(msgid, "2207").code == "E08")
        try await cashier.turn(settlement, to: "0")
        let cancelling = cashier.nextMessage()
        try await cashier.ask(
            "2208", InsurerForms.cancel(settlement), with: ["msgid": .string(cancelling)])
        #expect(try await reverse(msgid, "2207").code == "E09")
        #expect(try await reverse(cancelling, "2208").code == "0")
        #expect(try await reverse(msgid, "2207").code == "0")
        #expect(cashier.entry(settlement)?["isReversed"] == true)
        #expect(try await cashier.ask("2208", InsurerForms.cancel(settlement)).code == "E09")
    }

    @Test func `only the services that make money move are taken back`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        let msgid = cashier.nextMessage()
        try await cashier.ask(
            "4102", InsurerForms.state(settlement, "0"), with: ["msgid": .string(msgid)])
        #expect(try await reverse(msgid, "4102").code == "E01")
        #expect(try await reverse("H35010200001202611220830008888", "2208").code == "E05")
        #expect(try await cashier.seen(settlement) == "0")
    }

    /// Whatever is asked in whatever order: a cancelled settlement's list is not submitted, and
    /// what cancels it is one settlement over the same amount.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `no order of requests leaves a cancelled settlement with a submitted list`(
        seed: UInt64
    ) async throws {
        var dice = Dice(seed: seed)
        var settlements: [String] = []
        for _ in 0..<4 { settlements.append(try await cashier.settlement(list: "0")) }
        var done = 0
        for _ in 0..<200 {
            let settlement = settlements.randomElement(using: &dice) ?? ""
            let answer: Cashier.Answer
            switch Int.random(in: 0..<6, using: &dice) {
            case 0...1: answer = try await cashier.turn(settlement, to: "1")
            case 2: answer = try await cashier.turn(settlement, to: "0")
            case 3: answer = try await cashier.ask("4101A", InsurerForms.upload(settlement))
            case 4: answer = try await cashier.ask("2208", InsurerForms.cancel(settlement))
            default:
                let call = cashier.ledger["accepted"]?.elements?.last { $0["infno"] == "2208" }
                answer = try await reverse(call?["msgid"]?.text ?? "M", "2208")
            }
            done += answer.code == "0" ? 1 : 0
            let all = cashier.ledger["settlements"]?.elements ?? []
            for entry in all where entry["cancelledBy"] != .null {
                let back = all.first { $0["setl_id"] == entry["cancelledBy"] }
                try #require(entry["stas_type"] == "0")
                try #require(back?["cancels"] == entry["setl_id"] && back?["isReversed"] == false)
                try #require((back?["fen"]?.whole ?? 0) + (entry["fen"]?.whole ?? 0) == 0)
            }
        }
        #expect(done > 40)
    }
}
