import Testing

@testable import Counterparties

/// Required members, lengths and formats (interface §4, §5).
struct FieldTests {
    static let forms: [String: JSON] = [
        "invEBillRegistration": Forms.registration, "invoiceEBillOutpatient": Forms.outpatient,
        "invEBillHospitalized": Forms.discharge, "invoicePayMentVoucher": Forms.deposit,
    ]

    @Test(arguments: forms.keys.sorted())
    func `every member of the least request is needed, and none may be empty or null`(
        service: String
    ) async throws {
        let teller = try Teller()
        let form = try #require(Self.forms[service])
        for member in form.members ?? [] {
            for value in [nil, "", " ", .null] as [JSON?] {
                let answer = try await teller.ask(service, form.with(member.name, value))
                #expect(answer.code == "E0004", "\(member.name): \(String(describing: value))")
                #expect(answer.message.contains(member.name))
            }
        }
        #expect(try await teller.ask(service, form).code == "S0000")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let value: JSON
        let code: String
        var testDescription: String { "\(name) \(value.serialised.prefix(40)) \(code)" }

        init(_ name: String, _ value: JSON, _ code: String) {
            (self.name, self.value, self.code) = (name, value, code)
        }
    }

    private static func text(_ count: Int) -> JSON {
        .string(String(repeating: "名", count: count))
    }

    static let cases = [
        Case("payer", text(100), "S0000"), Case("payer", text(101), "E0004"),
        Case("busNo", text(50), "S0000"), Case("busNo", text(51), "E0004"),
        Case("busNo", 12, "E0004"), Case("busType", "02", "E0004"),
        Case("remark", "", "S0000"), Case("remark", text(200), "S0000"),
        Case("remark", text(201), "E0004"), Case("remark", .null, "E0004"),
        Case("tel", "13800000000", "S0000"), Case("tel", "138000000001", "E0004"),
        Case("payerType", "2", "S0000"), Case("payerType", "3", "E0004"),
        Case("isArrears", "2", "E0004"), Case("isArrears", "0", "E0004"),
        Case("busDateTime", "20260229083000123", "E0004"),
        Case("busDateTime", "20240229235959999", "S0000"),
        Case("busDateTime", "20261122240000000", "E0004"),
        Case("busDateTime", "20261122083000", "E0004"),
        Case("busDateTime", "2026-11-22 08:30:", "E0004"),
        Case("busDateTime", .number("20261122083000123"), "E0004"),
        Case("consultationDate", "2026-11-22", "E0004"),
        Case("consultationDate", "20261131", "E0004"),
        Case("ownPay", .number("0.001"), "E0004"), Case("ownPay", .number("1E1"), "E0004"),
        Case("ownPay", "1.50", "S0000"), Case("ownPay", "1.", "E0004"),
        Case("ownPay", "-1", "S0000"), Case("ownPay", "--1", "E0004"),
        Case("ownPay", "999999999999.99", "S0000"), Case("ownPay", "1000000000000", "E0004"),
        Case("ownAcBalance", "", "E0004"), Case("totalAmt", .null, "E0004"),
        Case("chargeDetail", "x", "E0004"), Case("chargeDetail", ["x"], "E0004"),
        Case("listDetail", [], "S0000"), Case("otherInfo", [["infoNo": 1]], "E0004"),
        Case("somethingElse", "x", "S0000"),
    ]

    @Test(arguments: cases)
    func `a value is taken or refused by length and format`(item: Case) async throws {
        let teller = try Teller()
        let form = Forms.registration.with(item.name, item.value)
        #expect(try await teller.ask("invEBillRegistration", form).code == item.code)
    }

    @Test(arguments: ["sortNo", "chargeCode", "chargeName", "std", "number", "amt", "selfAmt"])
    func `a row needs its members too`(name: String) async throws {
        let teller = try Teller()
        let form = Forms.registration.with("chargeDetail", first: name, nil)
        let answer = try await teller.ask("invEBillRegistration", form)
        #expect(answer.code == "E0004" && answer.message.contains(name))
    }

    @Test func `a listed item has four decimals, a charge two`() async throws {
        let teller = try Teller()
        let item: JSON = [
            "chargeCode": "01", "chargeName": "药费", "code": "D1", "name": "阿莫西林",
            "std": .number("0.1234"), "number": 1, "amt": .number("0.1234"), "selfAmt": "0.0000",
            "medicalCareType": "1", "sortNo": "1",
        ]
        let form = Forms.registration.with("listDetail", [item])
        #expect(try await teller.ask("invEBillRegistration", form).code == "S0000")
        let fine = form.with("listDetail", first: "std", .number("0.12345"))
        #expect(try await teller.ask("invEBillRegistration", fine).code == "E0004")
        let coarse = Forms.registration.with("chargeDetail", first: "std", .number("0.1234"))
        #expect(try await teller.ask("invEBillRegistration", coarse).code == "E0004")
    }

    @Test func `a bill that may not circulate says why`() async throws {
        let teller = try Teller()
        let form = Forms.registration.with("isArrears", "0").with("arrearsReason", "欠费")
        #expect(try await teller.ask("invEBillRegistration", form).code == "S0000")
    }

    struct EditionCase: Sendable {
        let edition: String
        let service: String
        let change: String
        let value: JSON?
        let code: String
    }

    static let editions = [
        EditionCase(
            edition: "3.1.0", service: "invEBillRegistration", change: "consultationDate",
            value: "20261122", code: "E0004"),
        EditionCase(
            edition: "3.1.0", service: "invEBillRegistration", change: "consultationDate",
            value: "2026-11-22", code: "S0000"),
        EditionCase(
            edition: "2.0.3", service: "invEBillHospitalized", change: "payerType", value: nil,
            code: "S0000"),
        EditionCase(
            edition: "3.1.0", service: "invEBillHospitalized", change: "payerType", value: nil,
            code: "E0004"),
        EditionCase(
            edition: "nhis", service: "invEBillHospitalized", change: "visitNo", value: nil,
            code: "E0004"),
        EditionCase(
            edition: "nhis", service: "invEBillHospitalized", change: "visitNo", value: "1",
            code: "S0000"),
    ]

    @Test(arguments: editions)
    func `each edition has its own required members`(item: EditionCase) async throws {
        let teller = try Teller()
        try await teller.control("POST", "switches", ["edition": .string(item.edition)])
        let form = try #require(Self.forms[item.service]).with(item.change, item.value)
        #expect(try await teller.ask(item.service, form).code == item.code)
    }

    @Test func `members nobody knows are shown to who looks behind the counter`() async throws {
        let teller = try Teller()
        try await teller.ask("invEBillRegistration", Forms.registration.with("telephone", "1"))
        let request = teller.bosi.requests(last: 1)["requests"]?.elements?.first
        #expect(request?["unknown"] == ["telephone"])
    }
}
