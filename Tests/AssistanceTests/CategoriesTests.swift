import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Assistance

/// The table of categories: the HIS reads it, finance keeps it (§10.1).
struct CategoriesTests {
    private static let finance = Caller.staff(.finance)
    private static let list = "T21,新类别,N21,51,2026-02-01,,21\nT03,低保（改）,T03,33,2026-01-01,,3"

    private func audits(_ clinic: Clinic) async throws -> [String] {
        try await clinic.rows(
            of: """
                SELECT action, target, detail, actor FROM audit
                WHERE action LIKE 'assistance.category%' ORDER BY id
                """
        ).map {
            "\(try $0.string("action")) \(try $0.string("target")) \(try $0.string("detail")) "
                + (try $0.string("actor"))
        }
    }

    @Test func `§10.1 the HIS gets the twenty, each with the insurer's code and its own`()
        async throws
    {
        try await Clinic.open { clinic in
            let answer = try await clinic.ask("assistance/categories", [:])
            let list = answer.list("categories")
            #expect(list.count == 20)
            #expect(answer.text("day") == "2026-11-23")
            #expect(list[2].text("insurer") == "T03" && list[2].text("hospital") == "33")
            #expect(list.allSatisfy { $0["isActive"] == .bool(true) })
            let before = try await clinic.ask("assistance/categories", ["day": "2025-12-31"])
            #expect(before.list("categories").allSatisfy { $0["isActive"] == .bool(false) })
            await #expect(throws: Declined.self) {
                try await clinic.ask("assistance/categories", ["day": "2026-02-30"])
            }
        }
    }

    @Test func `§10.1 shipped empty: nobody is assisted before the insurer's list is there`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.store.write { try $0.execute("DELETE FROM assistanceCategory") }
            try await clinic.admit(.assisted)
            #expect(try await clinic.notice(.assisted).text("because") == "unlisted")
        }
    }

    @Test(arguments: Stores.all)
    func `§10.1 a list is looked at first, then kept, and every change is on record`(
        stores: Stores
    ) async throws {
        try await Clinic.open(on: stores) { clinic in
            let form = ["text": Self.list, "act": "preview"]
            guard
                case .page(let page) = try await clinic.look(
                    "assistance/import", form: form, as: Self.finance)
            else { throw Trouble("no preview") }
            #expect(page.list("rows").count == 2)
            #expect(page["canKeep"] == .bool(true))
            #expect(
                try await clinic.ask("assistance/categories", [:]).list("categories").count == 20)
            let seen = try #require(page.text("seen"))
            // What was not looked at is not kept: the text has changed since.
            let changed = ["text": Self.list + "\nT22,悄悄,N22", "act": "keep", "seen": seen]
            guard
                case .page = try await clinic.look(
                    "assistance/import", form: changed, as: Self.finance)
            else { throw Trouble("kept unseen") }
            #expect(try await audits(clinic).isEmpty)
            let kept = ["text": Self.list, "act": "keep", "seen": seen]
            guard
                case .done(_, let screen, _) = try await clinic.look(
                    "assistance/import", form: kept, as: Self.finance)
            else { throw Trouble("not kept") }
            #expect(screen == "categories")
            let list = try await clinic.ask("assistance/categories", [:]).list("categories")
            #expect(list.count == 21)
            #expect(list.first { $0.text("code") == "T03" }?.text("name") == "低保（改）")
            #expect(
                try await audits(clinic) == [
                    "assistance.category.add T21 code:  → T21; name:  → 新类别; insurer:  → N21; "
                        + "hospital:  → 51; from:  → 2026-02-01; sort:  → 21 staff finance",
                    "assistance.category.change T03 name: 救助类别03 → 低保（改） staff finance",
                ])
        }
    }

    @Test func `§10.1 a list with one wrong line changes nothing`() async throws {
        try await Clinic.open { clinic in
            let text = Self.list + "\nT04,特困,T03"
            let seen = Insured.fingerprint(text)
            guard
                case .page(let page) = try await clinic.look(
                    "assistance/import", form: ["text": text, "act": "keep", "seen": seen],
                    as: Self.finance)
            else { throw Trouble("kept") }
            #expect(page.list("faults").first?["line"] == .integer(3))
            #expect(page["canKeep"] == .bool(false))
            let list = try await clinic.ask("assistance/categories", [:]).list("categories")
            #expect(list.count == 20)
            #expect(!list.contains { $0.text("name") == "低保（改）" })
            #expect(try await audits(clinic).isEmpty)
        }
    }

    @Test func `§10.1 one category is changed by hand, its code never`() async throws {
        try await Clinic.open { clinic in
            let form = [
                "code": "XX", "name": "低保对象", "insurer": "T03", "hospital": "33",
                "from": "2026-01-01", "until": "2026-11-22", "sort": "3",
            ]
            _ = try await clinic.look(
                "assistance/category", query: ["code": "T03"], form: form, as: Self.finance)
            let list = try await clinic.ask("assistance/categories", [:]).list("categories")
            #expect(list.count == 20)
            let changed = list.first { $0.text("code") == "T03" }
            #expect(changed?.text("name") == "低保对象")
            #expect(changed?["isActive"] == .bool(false))
            #expect(
                try await audits(clinic) == [
                    "assistance.category.change T03 name: 救助类别03 → 低保对象; until:  → "
                        + "2026-11-22 staff finance"
                ])
        }
    }

    @Test func `§10.1 of colliding categories saved at once by two daemons the first is kept`()
        async throws
    {
        try await Clinic.openTwo { one, other in
            let forms =
                (0..<10).map { ["code": "T3\($0)", "name": "同码", "insurer": "N30"] }
                + (0..<10).map { ["code": "T40", "name": "同代码\($0)", "insurer": "N4\($0)"] }
            let kept = try await withThrowingTaskGroup(of: [String].self) { group in
                for (index, form) in forms.enumerated() {
                    group.addTask {
                        let answer = try await (index.isMultiple(of: 2) ? one : other).look(
                            "assistance/category", form: form, as: Self.finance)
                        if case .done = answer { return [form["name"] ?? ""] }
                        return []
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(kept.count == 2 && kept.count { $0 == "同码" } == 1)
            let list = try await one.ask("assistance/categories", [:]).list("categories")
            #expect(list.count == 22)
            #expect(list.filter { $0.text("insurer") == "N30" }.count == 1)
            #expect(try await audits(other).count == 2)
        }
    }

    @Test(arguments: [
        (["code": "T03", "name": "重复", "insurer": "N1"], "code"),
        (["code": "T30", "name": "撞码", "insurer": "T03"], "insurer"),
        (["code": "T30", "name": "", "insurer": "N1"], "name"),
        (["code": "T30", "name": "日期", "insurer": "N1", "from": "2026-13-01"], "from"),
    ])
    func `§10.1 a new category that will not do is refused at its field`(
        form: [String: String], field: String
    ) async throws {
        try await Clinic.open { clinic in
            guard
                case .page(let page) = try await clinic.look(
                    "assistance/category", form: form, as: Self.finance)
            else { throw Trouble("kept") }
            let complaints = page.list("fields").filter { $0["complaint"] != .null }
            #expect(complaints.compactMap { $0.text("name") } == [field])
            #expect(
                page.list("fields").first { $0.text("name") == "name" }?.text("value")
                    == (form["name"]?.isEmpty == true ? nil : form["name"]))
            #expect(try await audits(clinic).isEmpty)
        }
    }

    @Test func `§10.1 only finance and administrators keep the table`() async throws {
        try await Clinic.open { clinic in
            for screen in ["categories", "category", "import"] {
                await #expect(throws: Trouble.self) {
                    try await clinic.look("assistance/\(screen)", as: .cashier)
                }
                _ = try await clinic.look("assistance/\(screen)", as: .staff(.admin))
            }
        }
    }

    @Test func `what is exported has the headings that an import takes`() async throws {
        try await Clinic.open { clinic in
            guard
                case .table(_, let rows) = try await clinic.look(
                    "assistance/categories", query: ["as": "csv"], as: Self.finance)
            else { throw Trouble("no table") }
            let text = rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
            let list = CategoryList(text, beside: Clinic.categories)
            #expect(list.faults == [])
            #expect(list.entries.map(\.category) == Clinic.categories)
        }
    }

    @Test func `a code that the table lacks is shown to those who keep it, until it is there`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.unlisted)
            try await clinic.admit(.assisted)
            let page = try await clinic.page("assistance/categories", as: Self.finance)
            #expect(page.list("stray").compactMap { $0.text("insurer") } == ["Z99"])
            #expect(page.list("stray").first?["patients"] == .integer(1))
            #expect(try await clinic.waiting("assistance/categories", as: Self.finance) == 1)
            let form = try await clinic.page(
                "assistance/category", query: ["insurer": "Z99"], as: Self.finance)
            let field = form.list("fields").first { $0.text("name") == "insurer" }
            #expect(field?.text("value") == "Z99")
            _ = try await clinic.look(
                "assistance/category", query: ["insurer": "Z99"],
                form: ["code": "Z1", "name": "新类别", "insurer": "Z99"], as: Self.finance)
            let after = try await clinic.page("assistance/categories", as: Self.finance)
            #expect(after.list("stray").isEmpty)
            #expect(try await clinic.waiting("assistance/categories", as: Self.finance) == 0)
        }
    }
}
