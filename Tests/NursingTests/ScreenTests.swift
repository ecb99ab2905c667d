import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// The staff's pages, without a browser.
struct ScreenTests {
    private func page(
        _ ward: Ward, _ screen: String, _ query: [String: String] = [:],
        as caller: Caller = .finance
    ) async throws -> JSON {
        try await ward.clinic.page("nursing/\(screen)", query: query, as: caller)
    }

    private func cells(_ page: JSON) -> [JSON] {
        page.list("strips").flatMap { $0.list("cells") }
    }

    @Test func `the strip shows each day with who, which, how much, and what was taken back`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-17")
            _ = try await ward.ask(
                "leave.set", ["stay": "Y1", "from": "2025-03-03", "approvedBy": "D7"])
            let page = try await page(ward, "days", ["text": "Z-Y1"])
            let cells = cells(page)
            #expect(page.list("strips").map { $0.list("cells").count } == [15, 3])
            #expect(
                cells.map { $0.text("kind") ?? "" }.prefix(4) == ["full", "full", "free", "full"])
            #expect(cells[15].text("kind") == "less")
            #expect(cells[15]["percent"] == 95)
            #expect(cells[2]["reversals"] == 1)
            #expect(cells.last?.text("kind") == "today")
            #expect(page["total"] == 95_400)
            let lines = page.list("lines")
            #expect(lines.count == 18)
            let reversal = try #require(lines.first { $0["isReversal"] == .bool(true) })
            let original = try #require(
                lines.first { $0["id"] == reversal["reversalOf"] })
            #expect(original["reversedBy"] == reversal["id"])
        }
    }

    @Test func `a stay of another campus is nobody's at this one`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            let found = try await page(ward, "days", ["text": "Z-Y1"], as: .stranger)
            #expect(found.list("rows").isEmpty)
            await #expect(throws: Declined.unknownStay) {
                _ = try await page(ward, "days", ["stay": "Y1"], as: .stranger)
            }
            await #expect(throws: Declined.unknownStay) {
                _ = try await page(ward, "election", ["stay": "Y1"], as: .stranger)
            }
            #expect(
                try await page(ward, "report", ["month": "2025-03"], as: .stranger)
                    .list("rows").isEmpty)
        }
    }

    @Test func `the month's report counts live days by department and tier`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-15")
            try await ward.move(to: "B", at: "2025-03-16 08:30")
            try await ward.nights(from: "2025-03-16", through: "2025-03-17")
            _ = try await ward.ask(
                "leave.set", ["stay": "Y1", "from": "2025-03-02", "approvedBy": "D7"])
            let page = try await page(ward, "report", ["month": "2025-03"])
            #expect(page.list("rows").map { $0.text("code") } == ["A", "B"])
            #expect(page.list("rows").map { $0.whole("days") } == [14, 2])
            #expect(page.list("rows").map { $0.whole("amount") } == [84_000, 15_200])
            #expect(page["total"]?.whole("amount") == 99_200)
            let table = try await ward.clinic.look(
                "nursing/report", query: ["month": "2025-03", "as": "csv"], as: .finance)
            guard case .table(_, let rows) = table else {
                Issue.record("no table")
                return
            }
            #expect(rows.map { $0.last } == ["金额合计", "840.00", "152.00"])
        }
    }

    @Test func `an exception is settled with a word why, once, after being asked`() async throws {
        try await Ward.open(at: "2025-03-01 08:00", { $0.serviceRecord = .required }) { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            let rows = try await page(ward, "exceptions", as: .nurse).list("rows")
            #expect(rows.count == 1)
            #expect(try await ward.clinic.waiting("nursing/exceptions", as: .nurse) == 1)
            let elsewhere = Caller.staff(.nurse, campus: "jinshan")
            #expect(try await ward.clinic.waiting("nursing/exceptions", as: elsewhere) == 0)
            let id = "\(rows.first?.whole("id") ?? 0)"
            func settle(_ note: String, sure: Bool = true) async throws -> Screen.Answer {
                try await ward.clinic.look(
                    "nursing/exceptions", form: ["exception": id, "note": note],
                    isConfirmed: sure, as: .nurse)
            }
            await #expect(throws: Declined.lacks("note")) { _ = try await settle(" ") }
            guard case .confirm = try await settle("未护理", sure: false) else {
                Issue.record("it is not asked")
                return
            }
            #expect(try await ward.exceptions().count == 1)
            _ = try await settle("未护理")
            #expect(try await ward.exceptions().isEmpty)
            #expect(try await ward.clinic.waiting("nursing/exceptions", as: .nurse) == 0)
            await #expect(throws: Declined.noChange) { _ = try await settle("再次") }
            // A record that comes after all counts.
            try await ward.serve(on: "2025-03-01", by: "A")
            #expect(try await ward.live().count == 1)
        }
    }

    @Test func `prices come by form: proposed, shown as waiting, confirmed by another`()
        async throws
    {
        try await Ward.open { ward in
            let form = [
                "act": "setPrice", "campus": "benbu", "department": "Q", "name": "新科",
                "price": "65.30", "item": "HL01", "since": "2025-03-05",
            ]
            func send(_ form: [String: String], sure: Bool = true, as caller: Caller) async throws
                -> Screen.Answer
            {
                try await ward.clinic.look(
                    "nursing/prices", form: form, isConfirmed: sure, as: caller)
            }
            await #expect(throws: Declined.priceWrong) {
                _ = try await send(form.merging(["price": "65.305"]) { $1 }, as: .finance)
            }
            await #expect(throws: Declined.priceWrong) {
                _ = try await send(form.merging(["price": "-1"]) { $1 }, as: .finance)
            }
            _ = try await send(form, as: .finance)
            let waiting = try await page(ward, "prices").list("waiting")
            #expect(waiting.map { $0["isOwn"] } == [.bool(true)])
            // It waits for the other one.
            #expect(try await ward.clinic.waiting("nursing/prices", as: .finance) == 0)
            #expect(try await ward.clinic.waiting("nursing/prices", as: .head) == 1)
            let id = "\(waiting.first?.whole("id") ?? 0)"
            let yes = ["act": "confirm", "change": id]
            await #expect(throws: Declined.samePerson) {
                _ = try await send(yes, as: .finance)
            }
            guard case .confirm(let asked) = try await send(yes, sure: false, as: .head) else {
                Issue.record("it is not asked")
                return
            }
            #expect(asked.about.contains { $0.value == "65.30" })
            _ = try await send(yes, as: .head)
            #expect(try await ward.clinic.waiting("nursing/prices", as: .head) == 0)
            #expect(try await page(ward, "prices").list("waiting").isEmpty)
            #expect(
                try await page(ward, "prices").list("prices").contains {
                    $0.text("department") == "Q" && $0["price"] == 6_530
                })
        }
    }

    @Test func `tiers by form end where the next begins`() async throws {
        let form = [
            "act": "setTiers", "since": "2025-04-01", "through1": "10", "percent1": "100",
            "through2": "20", "percent2": "90", "percent3": "80",
        ]
        #expect(
            try PriceForm(form).change()
                == .setTiers(
                    since: "2025-04-01",
                    tiers: [
                        .init(from: 1, through: 10, percent: 100),
                        .init(from: 11, through: 20, percent: 90),
                        .init(from: 21, through: nil, percent: 80),
                    ]))
        #expect(throws: Declined.tiersBroken) {
            try PriceForm(form.merging(["percent3": ""]) { $1 }).change()
        }
    }

    @Test func `a choice by form is asked for once more, then kept`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            let form = ["choice": "original", "by": "relative", "signature": "S-7"]
            func send(sure: Bool) async throws -> Screen.Answer {
                try await ward.clinic.look(
                    "nursing/election", query: ["stay": "Y1"], form: form, isConfirmed: sure,
                    as: .nurse)
            }
            guard case .confirm = try await send(sure: false) else {
                Issue.record("it is not asked")
                return
            }
            _ = try await send(sure: true)
            let shown = try await page(ward, "election", ["stay": "Y1"], as: .nurse)
            #expect(shown.list("history").count == 1)
            #expect(shown["canChoose"] == .bool(true))
            let slip = try await page(ward, "consent", ["stay": "Y1"], as: .nurse)
            #expect(slip["price"] == 6_000)
        }
    }
}
