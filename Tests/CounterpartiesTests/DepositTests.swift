import Testing

@testable import Counterparties

/// What may become of a deposit voucher (interface §8, §11).
struct DepositTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    /// The discharge bill that uses so many yuan of a deposit.
    private func discharge(
        using yuan: String, of deposit: Teller.Answer, busNo: String = "DIS-1-1"
    ) -> JSON {
        Forms.discharge.with("busNo", .string(busNo)).with(
            "payMentVoucher",
            [
                [
                    "voucherBatchCode": .string(deposit["voucherBatchCode"]),
                    "voucherNo": .string(deposit["voucherNo"]), "voucherAmt": .string(yuan),
                ]
            ])
    }

    private var voucher: JSON? { teller.ledger["vouchers"]?.elements?.first }

    @Test func `refunds lower what is left until nothing is`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        #expect(voucher?["state"] == "issued" && voucher?["remaining"] == 100_000)
        func refund(_ yuan: String) async throws -> String {
            try await teller.ask("writeOffPayMentVoucher", Forms.refund(deposit, yuan: yuan)).code
        }
        #expect(try await refund("400.00") == "S0000")
        #expect(voucher?["remaining"] == 60_000)
        #expect(try await refund("600.01") == "E0010")
        #expect(try await refund("0") == "E0010")
        #expect(try await refund("-1") == "E0010")
        #expect(voucher?["remaining"] == 60_000)
        #expect(try await refund("600.00") == "S0000")
        #expect(voucher?["state"] == "refunded")
        #expect(try await refund("0.01") == "E0008")
    }

    @Test func `a refund says which red bill it made, and the ledger keeps its remark`()
        async throws
    {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let red = try await teller.ask(
            "writeOffPayMentVoucher", Forms.refund(deposit, yuan: "1", remark: "RF-7"))
        let refund = voucher?["refunds"]?.elements?.first
        #expect(refund?["remark"] == "RF-7" && refund?["fen"] == 100)
        #expect(refund?["bill"]?.text?.hasSuffix(red["eScarletBillNo"]) == true)
    }

    @Test func `a voucher that does not belong to the bill is not refunded`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let form = Forms.refund(deposit, yuan: "1").with("voucherNo", "0000000099")
        #expect(try await teller.ask("writeOffPayMentVoucher", form).code == "E0007")
    }

    @Test func `a voided voucher is void for good`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let cancel = Forms.reversal(deposit)
        let service = "cancelPayMentVoucherBalance"
        #expect(try await teller.ask(service, cancel).code == "S0000")
        #expect(voucher?["state"] == "voided")
        #expect(try await teller.ask(service, cancel).code == "E0008")
        let refund = Forms.refund(deposit, yuan: "1")
        #expect(try await teller.ask("writeOffPayMentVoucher", refund).code == "E0008")
        let bill = discharge(using: "1", of: deposit)
        #expect(try await teller.ask("invEBillHospitalized", bill).code == "E0007")
    }

    @Test func `what a discharge bill used is not refunded, until the bill is reversed`()
        async throws
    {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let bill = try await teller.ask(
            "invEBillHospitalized", discharge(using: "1000.00", of: deposit))
        #expect(bill.code == "S0000" && voucher?["state"] == "consumed")
        let refund = Forms.refund(deposit, yuan: "1")
        #expect(try await teller.ask("writeOffPayMentVoucher", refund).code == "E0010")
        let cancel = Forms.reversal(deposit)
        #expect(try await teller.ask("cancelPayMentVoucherBalance", cancel).code == "E0010")
        let second = discharge(using: "0.01", of: deposit, busNo: "DIS-2-1")
        #expect(try await teller.ask("invEBillHospitalized", second).code == "E0010")

        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "S0000")
        #expect(voucher?["state"] == "issued" && voucher?["remaining"] == 100_000)
        #expect(try await teller.ask("writeOffPayMentVoucher", refund).code == "S0000")
    }

    @Test(arguments: ["1000.01", "0", "-1"])
    func `a discharge bill uses no more of a voucher than is left`(yuan: String) async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let form = discharge(using: yuan, of: deposit)
        #expect(try await teller.ask("invEBillHospitalized", form).code == "E0010")
        #expect(voucher?["uses"] == [])
        #expect(teller.ledger["bills"]?.elements?.count == 1)
    }

    @Test func `a discharge bill names a voucher once`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let once = discharge(using: "600", of: deposit)
        let row = try #require(once["payMentVoucher"]?.elements?.first)
        let twice = once.with("payMentVoucher", [row, row])
        #expect(try await teller.ask("invEBillHospitalized", twice).code == "E0010")
    }

    @Test func `a deposit is not reversed like a bill, nor a bill like a deposit`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let asBill = try await teller.ask("writeOffEBill", Forms.reversal(deposit))
        #expect(asBill.code == "E0007" && voucher?["remaining"] == 100_000)
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        let asDeposit = Forms.reversal(bill)
        #expect(try await teller.ask("cancelPayMentVoucherBalance", asDeposit).code == "E0007")
    }

    @Test func `who lost the answer finds the voucher by the business number`() async throws {
        let deposit = try await teller.ask("invoicePayMentVoucher", Forms.deposit)
        let found = try await teller.ask(
            "getEBillByBusNo", ["busNo": "DEP-1-1", "busDateTime": "20261122083000123"])
        for name in ["voucherBatchCode", "voucherNo", "voucherRandom", "billNo", "random"] {
            #expect(found[name] == deposit[name] && !found[name].isEmpty)
        }
    }
}
