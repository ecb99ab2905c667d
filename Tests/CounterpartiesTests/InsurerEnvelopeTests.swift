import Foundation
import Testing

@testable import Counterparties

/// The envelope of the insurance platform (interface §2).
struct InsurerEnvelopeTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    private func answer(with name: String, _ value: JSON?) async throws -> Cashier.Answer {
        let envelope = cashier.envelope(
            "1101", InsurerForms.person("02", "350102197102020038"))
        return try await cashier.post(envelope.with(name, value))
    }

    @Test(arguments: [
        "infno", "msgid", "mdtrtarea_admvs", "recer_sys_code", "infver", "opter_type", "opter",
        "opter_name", "inf_time", "fixmedins_code", "fixmedins_name", "input",
    ])
    func `an envelope needs each member, of its kind and not empty`(name: String) async throws {
        for value in [nil, "", " ", .null, 1, ["x"]] as [JSON?] {
            let answer = try await answer(with: name, value)
            #expect(answer.code == "E01" && answer.infcode == -1)
            #expect(answer.text.contains(name), "\(answer.text)")
        }
    }

    static let limits: [(String, Int)] = [
        ("recer_sys_code", 10), ("opter", 30), ("opter_name", 50), ("fixmedins_name", 200),
        ("dev_no", 100), ("dev_safe_info", 2000), ("cainfo", 1024),
    ]

    @Test(arguments: limits)
    func `a member may be so long, not longer`(name: String, limit: Int) async throws {
        let longest = String(repeating: "字", count: limit)
        #expect(try await answer(with: name, .string(longest)).code == "0")
        #expect(try await answer(with: name, .string(longest + "字")).code == "E01")
    }

    static let wrong: [(String, JSON)] = [
        ("infver", "V2.0"), ("opter_type", "4"), ("inf_time", "2026-02-30 08:30:00"),
        ("inf_time", "2026-11-22T08:30:00"), ("inf_time", "20261122083000"),
        ("mdtrtarea_admvs", "35010"), ("mdtrtarea_admvs", "350200"), ("mdtrtarea_admvs", "fuzhou"),
        ("insuplc_admdvs", "35010x"), ("insuplc_admdvs", "3501020"), ("signtype", "MD5"),
        ("infno", "110"), ("infno", "110101"), ("fixmedins_code", "H35010200002"), ("input", []),
    ]

    @Test(arguments: wrong)
    func `a member of another form is refused`(name: String, value: JSON) async throws {
        #expect(try await answer(with: name, value).code == "E01")
    }

    @Test(arguments: [
        "H3501020000120261122083000000", "H35010200001202611220830000001x",
        "H35010200002202611220830000001", "H35010200001202613220830000001",
        "H35010200001202602300830000001", "H35010200001202611222430000001",
        "H3501020000120261122083000x001", "h35010200001202611220830000001",
    ])
    func `a message number is the institution, a time there is, and four digits`(
        msgid: String
    ) async throws {
        let answer = try await answer(with: "msgid", .string(msgid))
        #expect(answer.code == "E01" && answer.text.contains("msgid"))
    }

    @Test func `a message number is used up by a refusal, too`() async throws {
        let msgid = "H35010200001202611220830000001"
        let stranger = InsurerForms.person("02", "999999999999999999")
        let known = InsurerForms.person("02", "350102197102020038")
        let first = try await cashier.ask("1101", stranger, with: ["msgid": .string(msgid)])
        #expect(first.code == "E04")
        let again = try await cashier.ask("1101", known, with: ["msgid": .string(msgid)])
        #expect(again.code == "E02")
        let row = cashier.platform.ledger(of: msgid)["messages"]?.elements?.first
        #expect(row == ["msgid": .string(msgid), "received": 2, "accepted": 0])
    }

    @Test func `an input of 40000 characters is taken, not one more`() async throws {
        let form = InsurerForms.person("02", "350102197102020038")
        let room = 40_000 - form.adding(["filler": ""]).serialised.count
        for (length, code) in [(room, "0"), (room + 1, "E01")] {
            let filler = String(repeating: "字", count: length)
            let answer = try await cashier.ask("1101", form.adding(["filler": .string(filler)]))
            #expect(answer.code == code)
        }
    }

    @Test func `what is no JSON object is refused with an answer of the platform`() async throws {
        for body in ["", "[]", "{", "{\"infno\":\"1101\",\"infno\":\"1101\"}"] {
            let reply = await cashier.stage.answer(cashier.request(Array(body.utf8))).reply
            #expect(try JSON(parsing: reply.body)["infcode"] == -1)
        }
    }

    @Test func `members nobody knows are passed by and kept for whoever looks`() async throws {
        #expect(try await answer(with: "extra", "1").code == "0")
        #expect(try await answer(with: "app_id", "HIS").code == "0")
        let unknown = cashier.platform.requests(last: 2)["requests"]?.elements?
            .map { $0["unknown"] }
        #expect(unknown == [["extra"], []])
    }

    @Test func `an answer says which message it is to and when, in the fund's own numbers`()
        async throws
    {
        let answer = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102197102020038"))
        let time = BusinessTime.text(cashier.clock.now)
        #expect(answer.json["inf_refmsgid"] == "350100\(String(time.prefix(14)))0000000001")
        #expect(answer.json["refmsg_time"] == .string(time) && answer.text.isEmpty)
        try await cashier.control("POST", "switches", ["infcodeAsText": true])
        let text = try await cashier.ask("1101", InsurerForms.person("02", "x"))
        #expect(text.infcode == "-1" && text.code == "E04")
    }
}
