import Foundation
import Testing

@testable import Counterparties

/// What may become of a bill (interface §8).
struct BillStateTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    @Test func `numbers run on within a kind, and each kind has a batch of its own`() async throws {
        let first = try await teller.ask("invEBillRegistration", Forms.registration)
        let second = try await teller.ask(
            "invEBillRegistration", Forms.visit("06", busNo: "REG-2-1"))
        let other = try await teller.ask("invoiceEBillOutpatient", Forms.outpatient)
        #expect([first["billNo"], second["billNo"]] == ["0000000001", "0000000002"])
        #expect(first["billBatchCode"] == second["billBatchCode"])
        #expect(other["billNo"] == "0000000001")
        #expect(first["billBatchCode"].count == 8 && first["random"].count == 6)
        #expect(other["billBatchCode"] != first["billBatchCode"])
    }

    @Test func `an answer has all the members it must have`() async throws {
        let answer = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(answer["busNo"] == "REG-1-1")
        #expect(answer["createTime"] == "20261122083000000")
        #expect(answer["billBusDate"] == "20261122083000123")
        #expect(answer["pictureUrl"].hasPrefix("http://platform/medical-web/bill?"))
        #expect(answer["pictureNetUrl"].hasPrefix("http://platform/medical-web/net/bill?"))
        let code = try #require(Data(base64Encoded: answer["billQRCode"]))
        #expect(code.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `a business number is issued once, by whatever service, in each campus`()
        async throws
    {
        #expect(try await teller.ask("invEBillRegistration", Forms.registration).code == "S0000")
        #expect(try await teller.ask("invEBillRegistration", Forms.registration).code == "E0005")
        let same = Forms.outpatient.with("busNo", "REG-1-1")
        #expect(try await teller.ask("invoiceEBillOutpatient", same).code == "E0005")
        let deposit = Forms.deposit.with("busNo", "REG-1-1")
        #expect(try await teller.ask("invoicePayMentVoucher", deposit).code == "E0005")
        let theirs = Forms.registration.with("placeCode", "J01")
        let other = try await teller.ask("invEBillRegistration", theirs, as: Teller.jinshan)
        #expect(other.code == "S0000")
    }

    @Test func `a reversed bill's number stays used`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.ask("writeOffEBill", Forms.reversal(bill))
        #expect(try await teller.ask("invEBillRegistration", Forms.registration).code == "E0005")
    }

    @Test func `a bill is reversed once, and its red bill never`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        let red = try await teller.ask("writeOffEBill", Forms.reversal(bill))
        #expect(red.code == "S0000" && red["eScarletBillNo"] == "0000000002")
        let again = try await teller.ask("writeOffEBill", Forms.reversal(bill))
        #expect(again.code == "E0008" && again.message == "已冲销，不能冲销开票")
        let redForm = Forms.reversal(bill).with("billNo", .string(red["eScarletBillNo"]))
        let ofRed = try await teller.ask("writeOffEBill", redForm)
        #expect(ofRed.code == "E0007" && !ofRed.message.contains("已冲销"))
        #expect(teller.ledger["bills"]?.elements?.count == 2)
    }

    @Test func `a bill nobody issued, or another campus did, cannot be reversed`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        let unknown = Forms.reversal(bill).with("billNo", "0000000009")
        #expect(try await teller.ask("writeOffEBill", unknown).code == "E0007")
        let form = Forms.reversal(bill, at: "J01")
        let other = try await teller.ask("writeOffEBill", form, as: Teller.jinshan)
        #expect(other.code == "E0007")
        #expect(teller.ledger["bills"]?.elements?[0]["isValid"] == true)
    }

    @Test func `a point of another campus is unknown`() async throws {
        let form = Forms.registration.with("placeCode", "J01")
        #expect(try await teller.ask("invEBillRegistration", form).code == "E0011")
    }

    @Test(arguments: [
        ("invEBillRegistration", "02"), ("invoiceEBillOutpatient", "06"),
        ("invEBillHospitalized", "02"),
    ])
    func `a service issues bills of its own kind`(service: String, kind: String) async throws {
        let form = (service == "invEBillHospitalized" ? Forms.discharge : Forms.registration)
            .with("busType", .string(kind))
        #expect(try await teller.ask(service, form).code == "E0004")
    }
}
