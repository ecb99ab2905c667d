import Foundation
import Testing

@testable import Counterparties

/// What the platform tells of its bills (interface §5).
struct QueryTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    private static let byNumber: JSON = ["busNo": "REG-1-1", "busDateTime": "20261122083000123"]

    private func key(_ bill: Teller.Answer) -> JSON {
        .object(bill.bill.map { JSON.Member(name: $0.key, value: $0.value) })
            .adding(["random": .string(bill["random"])])
    }

    @Test func `a bill is found by its business number, in its own campus`() async throws {
        #expect(try await teller.ask("getEBillByBusNo", Self.byNumber).code == "E0007")
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        let found = try await teller.ask("getEBillByBusNo", Self.byNumber)
        #expect(found["billNo"] == bill["billNo"] && found["random"] == bill["random"])
        let other = try await teller.ask(
            "getEBillByBusNo", Self.byNumber, as: Teller.jinshan)
        #expect(other.code == "E0007")
    }

    @Test func `the detail is what was issued, unchanged, for who knows the check`() async throws {
        let item: JSON = [
            "chargeCode": "01", "chargeName": "药费", "code": "D1", "name": "阿莫西林",
            "std": .number("0.1200"), "number": .number("1.0"), "amt": "0.12", "selfAmt": 0,
        ]
        let form = Forms.registration.with("listDetail", [item]).with("unknownToAll", "kept")
        let bill = try await teller.ask("invEBillRegistration", form)
        let detail = try await teller.ask("getBillDetail", key(bill))
        for member in form.members ?? [] { #expect(detail.json[member.name] == member.value) }
        #expect(detail["billNo"] == bill["billNo"])
        let wrong = key(bill).with("random", "000000")
        #expect(try await teller.ask("getBillDetail", wrong).code == "E0012")
        #expect(
            try await teller.ask("getEBillPicUrl", wrong.with("channelMode", "02")).code == "E0012")
    }

    @Test func `a picture's address is given in mode 02`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        let form = key(bill)
        let found = try await teller.ask("getEBillPicUrl", form.with("channelMode", "02"))
        #expect(found["pictureUrl"] == bill["pictureUrl"])
        let other = try await teller.ask("getEBillPicUrl", form.with("channelMode", "01"))
        #expect(other.code == "E0004")
    }

    @Test func `the state of a reversed bill is told or refused, as the site has it`() async throws
    {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        let before = try await teller.ask("getEBillStatesByBillInfo", key(bill))
        #expect(before["state"] == "1" && before["isScarlet"] == "0" && before["isPrtPaper"] == "0")
        let red = try await teller.ask("writeOffEBill", Forms.reversal(bill))
        let after = try await teller.ask("getEBillStatesByBillInfo", key(bill))
        #expect(after["state"] == "2" && after["isScarlet"] == "1")
        #expect(after["scarletRandom"] == red["eScarletRandom"])
        let ofRed = key(bill).with("billNo", .string(red["eScarletBillNo"]))
        #expect(try await teller.ask("getEBillStatesByBillInfo", ofRed)["state"] == "1")
        try await teller.control("POST", "switches", ["stateQueryFailsWhenReversed": true])
        #expect(try await teller.ask("getEBillStatesByBillInfo", key(bill)).code == "E0007")
    }

    @Test func `what is hidden is accepted, and found later`() async throws {
        try await teller.control(
            "POST", "faults",
            ["on": "invEBillRegistration", "times": 1, "fault": ["notFoundFor": 30]])
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(bill.code == "S0000")
        for (service, form) in [
            ("getEBillByBusNo", Self.byNumber), ("getEBillStatesByBillInfo", key(bill)),
            ("getBillDetail", key(bill)),
        ] {
            #expect(try await teller.ask(service, form).code == "E0007")
        }
        #expect(try await teller.ask("invEBillRegistration", Forms.registration).code == "E0005")
        teller.clock.advance(by: 30)
        #expect(try await teller.ask("getEBillByBusNo", Self.byNumber).code == "S0000")
    }

    @Test func `a hidden reversal is done, and told of later`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.control(
            "POST", "faults", ["times": 1, "fault": ["notFoundFor": 30]])
        try await teller.ask("writeOffEBill", Forms.reversal(bill))
        #expect(try await teller.ask("getEBillStatesByBillInfo", key(bill))["state"] == "1")
        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "E0008")
        teller.clock.advance(by: 30)
        #expect(try await teller.ask("getEBillStatesByBillInfo", key(bill))["state"] == "2")
    }

    private static let card: JSON = [
        "busBgnDate": "20261116000000000", "busEndDate": "20261122235959999",
        "cardType": "3101", "cardNo": "6200000001", "pageNo": 1, "pageSize": "2",
    ]

    @Test func `a card's bills not exchanged are listed, page by page, in order of time`()
        async throws
    {
        for (index, hour) in ["09", "08", "10"].enumerated() {
            let form = Forms.visit("06", busNo: "REG-\(index)")
                .with("busDateTime", .string("20261122\(hour)0000000"))
            try await teller.ask("invEBillRegistration", form)
        }
        let other = Forms.visit("06", busNo: "OTHER").with("cardNo", "6200000002")
        try await teller.ask("invEBillRegistration", other)
        let old = Forms.visit("06", busNo: "OLD").with("busDateTime", "20261115235959999")
        try await teller.ask("invEBillRegistration", old)
        func list(_ page: JSON) async throws -> (JSON?, [String?]) {
            let answer = try await teller.ask(
                "getEBillUnPrintList", Self.card.with("pageNo", page))
            let rows = answer.json["billList"]?.elements ?? []
            return (answer.json["total"], rows.map { $0["busNo"]?.text })
        }
        var (total, rows) = try await list(1)
        #expect(total == 3 && rows == ["REG-1", "REG-0"])
        (total, rows) = try await list(2)
        #expect(total == 3 && rows == ["REG-2"])
        #expect(
            try await teller.ask("getEBillUnPrintList", Self.card.with("pageNo", 0)).code
                == "E0004")
        #expect(
            try await teller.ask("getEBillUnPrintList", Self.card.with("pageSize", 101)).code
                == "E0004")
    }

    @Test func `reversed bills and red ones are not on a card's list`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.ask("writeOffEBill", Forms.reversal(bill))
        let list = try await teller.ask("getEBillUnPrintList", Self.card)
        #expect(list.json["total"] == 0)
    }

    @Test(arguments: ["20261122", "2026-11-22"])
    func `a day's totals count what was issued and what was reversed`(day: String) async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.ask(
            "invEBillRegistration",
            Forms.visit("06", busNo: "REG-2-1").with("placeCode", "W02"))
        try await teller.ask("invEBillRegistration", Forms.visit("06", busNo: "REG-3-1"))
        try await teller.ask("writeOffEBill", Forms.reversal(bill))
        let form: JSON = [
            "placeCode": "W01", "busType": "06", "busDate": .string(day), "pageNo": 1,
            "pageSize": 50,
        ]
        let issued = try await teller.ask("checkTotalData", form)
        #expect(issued.json["allTotalNum"] == 2)
        #expect(issued.json["allTotalAmt"] == .number("25.00"))
        let reversed = try await teller.ask("checkWriteOffData", form)
        #expect(reversed.json["allTotalNum"] == 1)
        #expect(reversed.json["allTotalAmt"] == .number("12.50"))
        #expect(reversed.json["billList"]?.elements?.first?["busNo"] == "REG-1-1")
        let all = try await teller.ask(
            "getBillByBusDate", Self.card.with("pageSize", 50))
        #expect(all.json["total"] == 4)
    }

    @Test func `a site without pictures for the internet gives none`() async throws {
        try await teller.control("POST", "switches", ["givesNetPictures": false])
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(bill.json["pictureNetUrl"] == nil && bill.json["pictureUrl"] != nil)
    }
}
