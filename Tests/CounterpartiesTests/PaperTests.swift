import Testing

@testable import Counterparties

/// Exchanging bills to numbered paper, and back (interface §5.1, §8).
struct PaperTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    private func blank() async throws -> Teller.Answer {
        try await teller.ask(
            "getPaperBillNo", ["placeCode": "W01", "pBillBatchCode": "36060101"])
    }

    private func bill() async throws -> Teller.Answer {
        try await teller.ask("invEBillRegistration", Forms.registration)
    }

    /// A bill and the paper it was exchanged to.
    private func exchanged() async throws -> (bill: Teller.Answer, paper: Teller.Answer) {
        let (bill, paper) = (try await bill(), try await blank())
        let answer = try await teller.ask("turnPaper", Forms.exchange(bill, to: paper))
        #expect(answer.code == "S0000" && answer.message == "成功")
        return (bill, paper)
    }

    private func state(of bill: Teller.Answer) async throws -> Teller.Answer {
        try await teller.ask(
            "getEBillStatesByBillInfo",
            .object(bill.bill.map { JSON.Member(name: $0.key, value: $0.value) }))
    }

    @Test func `asking for a blank number uses none`() async throws {
        let first = try await blank()
        #expect(try await blank() == first)
        let batch = try await teller.ask("getValidBillBatchCode", ["placeCode": "W01"])
        #expect(batch["pBillBatchCode"] == first["pBillBatchCode"])
        let unknown = try await teller.ask(
            "getPaperBillNo", ["placeCode": "W01", "pBillBatchCode": "1"])
        #expect(unknown.code == "E0007")
    }

    @Test func `each point has a roll of its own`() async throws {
        let other = try await teller.ask(
            "getPaperBillNo", ["placeCode": "W02", "pBillBatchCode": "36060101"])
        #expect(try await blank()["pBillNo"] != other["pBillNo"])
    }

    @Test func `a bill takes the next sheet and no other, once`() async throws {
        let (bill, paper) = (try await bill(), try await blank())
        let skipped = Forms.exchange(bill, to: paper).with("pBillNo", "0000000001")
        #expect(try await teller.ask("turnPaper", skipped).code == "E0013")
        #expect(try await teller.ask("turnPaper", Forms.exchange(bill, to: paper)).code == "S0000")
        let state = try await state(of: bill)
        #expect(state["isPrtPaper"] == "1" && state["pBillNo"] == paper["pBillNo"])
        let next = Forms.exchange(bill, to: try await blank())
        #expect(try await teller.ask("turnPaper", next).code == "E0009")
        #expect(try await blank()["pBillNo"] != paper["pBillNo"])
    }

    @Test func `exchanging again voids the earlier sheet, and needs an earlier exchange`()
        async throws
    {
        let fresh = try await bill()
        let form = Forms.exchange(fresh, to: try await blank())
        #expect(try await teller.ask("reTurnPaper", form).code == "E0007")
        #expect(try await teller.ask("turnPaper", form).code == "S0000")
        let again = Forms.exchange(fresh, to: try await blank())
        #expect(try await teller.ask("reTurnPaper", again).code == "S0000")
        let valid = teller.ledger["papers"]?.elements?.filter { $0["isValid"] == true }
        #expect(valid?.map { $0["pBillNo"] } == [again["pBillNo"]])
        let used = Forms.exchange(fresh, to: try await blank()).with("pBillNo", form["pBillNo"])
        #expect(try await teller.ask("reTurnPaper", used).code == "E0013")
    }

    @Test func `a bill whose paper is valid is not reversed`() async throws {
        let (bill, _) = try await exchanged()
        let refused = try await teller.ask("writeOffEBill", Forms.reversal(bill))
        #expect(refused.code == "E0009")
        #expect(try await state(of: bill)["state"] == "1")
    }

    @Test func `voiding the paper reverses the bill too, where the site has it so`() async throws {
        let (bill, paper) = try await exchanged()
        let red = try await teller.ask("invalidPaper", Forms.invalid(paper))
        #expect(red.code == "S0000" && !red["eScarletBillNo"].isEmpty)
        let state = try await state(of: bill)
        #expect(state["state"] == "2" && state["isScarlet"] == "1" && state["isPrtPaper"] == "0")
        #expect(state["scarletBillNo"] == red["eScarletBillNo"])
        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "E0008")
        #expect(try await teller.ask("invalidPaper", Forms.invalid(paper)).code == "E0008")
    }

    @Test func `voiding the paper leaves the bill, where the site has it so`() async throws {
        try await teller.control("POST", "switches", ["invalidPaperAlsoReverses": false])
        let (bill, paper) = try await exchanged()
        let answer = try await teller.ask("invalidPaper", Forms.invalid(paper))
        #expect(answer.code == "S0000" && answer.message == "成功")
        #expect(try await state(of: bill)["state"] == "1")
        #expect(try await teller.ask("invalidPaper", Forms.invalid(paper)).code == "E0013")
        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "S0000")
    }

    @Test func `a reversed bill is not exchanged`() async throws {
        let bill = try await bill()
        try await teller.ask("writeOffEBill", Forms.reversal(bill))
        let form = Forms.exchange(bill, to: try await blank())
        #expect(try await teller.ask("turnPaper", form).code == "E0008")
    }

    @Test func `blanks are voided from the next one on`() async throws {
        let next = try #require(Int(try await blank()["pBillNo"]))
        func form(_ first: Int, _ last: Int) -> JSON {
            [
                "pBillBatchCode": "36060101", "pBillNoStart": .string(Books.digits(first)),
                "pBillNoEnd": .string(Books.digits(last)), "placeCode": "W01", "author": "收费员",
                "reason": "卡纸", "busDateTime": "20261122091000123",
            ]
        }
        for (first, last) in [(next + 1, next + 2), (next, next - 1), (next, next + 1000)] {
            #expect(try await teller.ask("invalidBlankBillNo", form(first, last)).code == "E0013")
        }
        #expect(try await teller.ask("invalidBlankBillNo", form(next, next + 2)).code == "S0000")
        #expect(try await blank()["pBillNo"] == Books.digits(next + 3))
    }

    @Test func `a deposit's paper is voided without the deposit`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let paper = try await blank()
        try await teller.ask("turnPaper", Forms.exchange(deposit, to: paper))
        let refund = Forms.refund(deposit, yuan: "1")
        #expect(try await teller.ask("writeOffPayMentVoucher", refund).code == "E0009")
        let service = "invalidPayMentVoucherPaper"
        #expect(try await teller.ask(service, Forms.invalid(paper)).code == "S0000")
        #expect(try await teller.ask("writeOffPayMentVoucher", refund).code == "S0000")
    }

    @Test func `paper is printed only while it is valid`() async throws {
        try await teller.control("POST", "switches", ["invalidPaperAlsoReverses": false])
        let (_, paper) = try await exchanged()
        let form = Forms.invalid(paper)
        #expect(try await teller.ask("printPaperBill", form).code == "S0000")
        try await teller.ask("invalidPaper", form)
        #expect(try await teller.ask("printPaperBill", form).code == "E0013")
    }
}
