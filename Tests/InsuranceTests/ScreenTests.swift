import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Insurance

/// The pages of the desk.
struct ScreenTests {
    @Test(arguments: ["S1", "350100S1", "V1", "6200000001"])
    func `§4.1 a list is found by settlement, insurance number, visit and card`(
        text: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.tell(Events.settled("S2"))
            let rows = try await clinic.rows("insurance/lists", query: ["text": text])
            #expect(rows.map { $0.text("settlement") } == ["S1"])
            #expect(rows.first?.text("name") == "单晓明")
            #expect(
                try await clinic.rows(
                    "insurance/lists", query: ["text": text],
                    as: .staff(.cashier, campus: "jinshan")
                ).isEmpty)
        }
    }

    @Test func `§4.2 a list is found by its stay`() async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.settle("S1", list: "1", kind: "inpatient")
            try await clinic.tell(Lists.discharged("S1"))
            let rows = try await clinic.rows("insurance/lists", query: ["text": "Y1"])
            #expect(rows.count == 1)
        }
    }

    @Test func `§4.1 at the desk it is asked, taken back after a yes, and submitted again`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let here = ["settlement": "S1"]
            let before = try await clinic.page("insurance/list", query: here)
            #expect(before["state"]?["word"]?.text("zh") == "未查询")
            #expect(before["canWithdraw"] == .bool(true) && before["canRestore"] == .bool(false))
            _ = try await clinic.look("insurance/list", query: here, form: ["act": "look"])
            let looked = try await clinic.page("insurance/list", query: here)
            #expect(looked["state"]?["word"]?.text("zh") == "已提交")

            let form = ["act": "withdraw", "reason": "病案首页有误"]
            guard
                case .confirm(let question) = try await clinic.look(
                    "insurance/list", query: here, form: form)
            else {
                Issue.record("not asked")
                return
            }
            #expect(question.about.contains { $0.value == "123.00" })
            #expect(try clinic.wire.fund.list("S1") == "1")
            _ = try await clinic.look(
                "insurance/list", query: here, form: form, isConfirmed: true)
            #expect(try clinic.wire.fund.list("S1") == "0")

            let back = try await clinic.page("insurance/list", query: here)
            #expect(back["state"]?["word"]?.text("zh") == "已撤回提交")
            #expect(back["canWithdraw"] == .bool(false) && back["canRestore"] == .bool(true))
            let steps = back.list("rows")
            #expect(steps.contains { $0["note"]?.text("zh") == "病案首页有误" })
            #expect(steps.contains { $0.text("actor") == "staff U07" })
            _ = try await clinic.look(
                "insurance/list", query: here, form: ["act": "restore"], isConfirmed: true)
            #expect(try clinic.wire.fund.list("S1") == "1")
        }
    }

    @Test func `taking back needs a reason`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let declined = await #expect(throws: Declined.self) {
                try await clinic.look(
                    "insurance/list", query: ["settlement": "S1"],
                    form: ["act": "withdraw", "reason": " "], isConfirmed: true)
            }
            #expect(declined?.name == "malformed")
            #expect(try clinic.wire.fund.requests.isEmpty)
        }
    }

    @Test func `what a person must look at is listed, and settled with a word`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.untilQuiet()
            let rows = try await clinic.rows("insurance/exceptions")
            #expect(rows.map { $0["kind"]?.text("zh") } == ["未申请即冲销"])
            #expect(rows.map { $0["list"]?["word"]?.text("zh") } == ["已撤回"])
            #expect(try await clinic.waiting("insurance/exceptions") == 1)
            let elsewhere = Caller.staff(.finance, campus: "jinshan")
            #expect(try await clinic.waiting("insurance/exceptions", as: elsewhere) == 0)
            let id = try #require(rows.first?.text("id"))
            await #expect(throws: Declined.self) {
                try await clinic.look(
                    "insurance/exceptions", form: ["exception": id, "note": ""],
                    isConfirmed: true)
            }
            await #expect(throws: Declined.self) {
                try await clinic.look(
                    "insurance/exceptions", form: ["exception": id, "note": "已核对"],
                    isConfirmed: true, as: .staff(.finance, campus: "jinshan"))
            }
            _ = try await clinic.look(
                "insurance/exceptions", form: ["exception": id, "note": "已核对"],
                isConfirmed: true)
            #expect(try await clinic.rows("insurance/exceptions").isEmpty)
            #expect(try await clinic.waiting("insurance/exceptions") == 0)
            let all = try await clinic.rows("insurance/exceptions", query: ["all": "yes"])
            #expect(all.first?.text("settledBy") == "staff U07")
            #expect(all.first?["answer"]?.text("zh") == "已核对")
        }
    }

    @Test func `tables are kept as CSV`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.tell(Events.reversed("S1"))
            for (screen, query) in [
                ("lists", ["text": "S1", "as": "csv"]), ("exceptions", ["as": "csv"]),
            ] {
                guard
                    case .table(_, let rows) = try await clinic.look(
                        "insurance/\(screen)", query: query)
                else {
                    Issue.record("no table")
                    return
                }
                #expect(rows.count == 2 && rows[0].count == rows[1].count)
            }
        }
    }

    @Test func `the platform is asked by whoever may, and what it says is kept`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let answer = try await clinic.ask(
                "insurance/list.look", ["settlement": "S1"], as: .staff(.finance))
            #expect(answer.text("list") == "submitted")
            #expect(try await clinic.dossier("S1").state == .submitted)
            await #expect(throws: Trouble.self) {
                try await clinic.ask(
                    "insurance/list.look", ["settlement": "S1"], as: .kiosk("P1"))
            }
            clinic.wire.cut()
            let declined = await #expect(throws: Declined.self) {
                try await clinic.ask("insurance/list.look", ["settlement": "S1"])
            }
            #expect(declined?.kind == .unreachable)
        }
    }
}
