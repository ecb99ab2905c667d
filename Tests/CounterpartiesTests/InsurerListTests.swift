import Foundation
import Testing

@testable import Counterparties

/// Settlement lists: uploaded, submitted, taken back, asked for (interface §5, §6).
struct InsurerListTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    /// A settlement that was cancelled after its list, if any, was taken back.
    private func cancelled(list: String?) async throws -> String {
        let settlement = try await cashier.settlement(list: list)
        #expect(try await cashier.ask("2208", InsurerForms.cancel(settlement)).code == "0")
        return settlement
    }

    static let turns: [(list: String?, to: String, code: String, then: String?)] = [
        ("0", "1", "0", "1"), ("1", "0", "0", "0"), ("0", "0", "0", "0"), ("1", "1", "E06", "1"),
        (nil, "1", "E05", nil), (nil, "0", "E05", nil), ("0", "2", "E10", "0"),
        ("1", "01", "E10", "1"),
    ]

    @Test(arguments: turns)
    func `a list goes to and fro between its two states`(
        list: String?, to: String, code: String, then: String?
    ) async throws {
        let settlement = try await cashier.settlement(list: list)
        #expect(try await cashier.turn(settlement, to: to).code == code)
        #expect(try await cashier.seen(settlement) == then)
    }

    @Test func `submitting twice says so in the words callers know`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        #expect(
            try await cashier.turn(settlement, to: "1").text.contains("该清单为已提交数据"))
    }

    @Test func `the output of a change is empty`() async throws {
        let settlement = try await cashier.settlement(list: "0")
        #expect(try await cashier.turn(settlement, to: "1").output == [:])
        try await cashier.control("POST", "switches", ["nullOutput": true])
        let answer = try await cashier.turn(settlement, to: "0")
        #expect(answer.code == "0" && answer.output == .null)
    }

    @Test func `a region may refuse to give a submitted list back`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        try await cashier.control("POST", "switches", ["withdrawalAllowed": false])
        #expect(try await cashier.turn(settlement, to: "0").code == "E07")
        #expect(try await cashier.seen(settlement) == "1")
    }

    @Test func `the list of a cancelled settlement is never submitted`() async throws {
        let settlement = try await cancelled(list: "0")
        for state in ["0", "1"] {
            #expect(try await cashier.turn(settlement, to: state).code == "E09")
        }
        #expect(try await cashier.seen(settlement) == "0")
    }

    @Test func `a list is found by its own person, campus and area alone`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        let strange = InsurerForms.state(settlement, "0", of: Cashier.other)
        #expect(try await cashier.ask("4102", strange).code == "E05")
        #expect(
            try await cashier.ask(
                "4102", InsurerForms.state(settlement, "0"), as: Cashier.jinshan
            ).code == "E05")
        for area in ["", "350103"] {
            let answer = try await cashier.ask(
                "4102", InsurerForms.state(settlement, "0"), area: area)
            #expect(answer.code == "E01" && answer.text.contains("insuplc_admdvs"))
        }
        #expect(try await cashier.turn("unknown", to: "0").code == "E05")
        #expect(try await cashier.seen(settlement) == "1")
    }

    static let inputs: [JSON] = [
        [:], ["data": []], ["data": [:]], ["data": ["stastinfo": []]],
        ["data": ["stastinfo": [:]]],
    ]

    @Test(arguments: inputs)
    func `an input of another shape is refused`(input: JSON) async throws {
        #expect(try await cashier.ask("4102", input).code == "E01")
    }

    @Test(arguments: ["psn_no", "setl_id", "stas_type"])
    func `a row has three members, all of them, and no others`(name: String) async throws {
        let settlement = try await cashier.settlement(list: "0")
        let row = InsurerForms.state(settlement, "1")["data"]?["stastinfo"]?.elements?[0] ?? .null
        for row in [row.with(name, nil), row.with(name, ""), row.adding(["more": "1"])] {
            let answer = try await cashier.ask(
                "4102", InsurerForms.data(["stastinfo": [row]]))
            #expect(answer.code == "E01")
        }
        #expect(try await cashier.seen(settlement) == "0")
    }

    @Test func `many rows are changed together or not at all`() async throws {
        let first = try await cashier.settlement(list: "0")
        let second = try await cashier.settlement(list: "1")
        func rows(_ state: String) -> JSON {
            InsurerForms.data([
                "stastinfo": .array(
                    [first, second].map {
                        InsurerForms.row($0).adding(["stas_type": .string(state)])
                    })
            ])
        }
        #expect(try await cashier.ask("4102", rows("1")).code == "E06")
        #expect(try await cashier.seen(first) == "0")
        #expect(try await cashier.ask("4102", rows("0")).code == "0")
        #expect(try await cashier.seen(second) == "0")
    }

    @Test(arguments: ["4101", "4101A"])
    func `a list is uploaded, replaced, and not touched once submitted`(
        infno: String
    ) async throws {
        let settlement = try await cashier.settlement()
        let form = InsurerForms.upload(settlement, infno)
        let first = try await cashier.ask(infno, form)
        let number = first.output["setl_list_id"]?.text ?? ""
        #expect(first.code == "0" && !number.isEmpty)
        #expect(try await cashier.seen(settlement) == "0")
        let second = try await cashier.ask(infno, form)
        #expect(second.output["setl_list_id"]?.text != number)
        #expect(cashier.entry(settlement)?["lists"]?.elements?.count == 2)
        try await cashier.turn(settlement, to: "1")
        #expect(try await cashier.ask(infno, form).code == "E06")
        let asked = try await cashier.ask("4103", InsurerForms.data(InsurerForms.row(settlement)))
        let info = asked.output["setlinfo"]
        #expect(info?["setl_list_id"] == second.output["setl_list_id"])
        #expect(info?["stas_type"] == "1" && info?["bill_no"] == "0000000001")
    }

    static let spoiled: [(String, JSON?, String)] = [
        ("setlinfo", nil, "E01"), ("opspdiseinfo", nil, "E01"), ("diseinfo", nil, "E01"),
        ("oprninfo", nil, "E01"), ("icuinfo", nil, "E01"), ("bldinfo", nil, "E01"),
        ("bldinfo", "", "E01"), ("diseinfo", [["diag_type": "1"]], "E01"),
        ("icuinfo", [["scs_cutd_ward_type": "1"]], "E01"), ("setlinfo", [:], "E01"),
        (
            "setlinfo",
            [
                "psn_no": .string(Cashier.person), "setl_id": "S", "mdtrt_id": "M1",
                "stas_type": "1",
            ],
            "E10"
        ),
        (
            "setlinfo",
            [
                "psn_no": .string(Cashier.person), "setl_id": "S", "mdtrt_id": "M1",
                "stas_type": "0",
            ],
            "E05"
        ),
    ]

    @Test(arguments: spoiled)
    func `a list without what it needs is refused`(
        node: String, value: JSON?, code: String
    ) async throws {
        let settlement = try await cashier.settlement()
        let form = InsurerForms.upload(settlement).with(node, value)
        #expect(try await cashier.ask("4101A", form).code == code)
        #expect(try await cashier.seen(settlement) == nil)
    }

    @Test func `a cancelled settlement gets no list`() async throws {
        let settlement = try await cancelled(list: nil)
        #expect(try await cashier.ask("4101A", InsurerForms.upload(settlement)).code == "E09")
    }

    @Test func `some regions put the list's number a level deeper`() async throws {
        try await cashier.control("POST", "switches", ["nestsListID": true])
        let settlement = try await cashier.settlement()
        let answer = try await cashier.ask("4101A", InsurerForms.upload(settlement))
        #expect(answer.output["data"]?["setl_list_id"] == "QD\(settlement)01")
    }
}
