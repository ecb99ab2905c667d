import Foundation
import HTTPTypes
import Hospital
import Hub
import Lab
import Storage
import Synchronization
import Testing

@testable import Daemon

/// What becomes of a connector's screens.
struct ScreenTests {
    private func with(
        _ roles: Set<String> = ["cashier"],
        _ body: @escaping @Sendable (DeskBrowser, Clinic, TestDesk) async throws -> Void
    ) async throws {
        let clinic = Clinic()
        let desk = try await TestDesk(clinic.screens, templates: Clinic.templates)
        try await desk.hire("U07", roles)
        try await desk.open { browser in
            let browser = browser()
            try await browser.signIn("U07")
            try await body(browser, clinic, desk)
        }
    }

    @Test func `a page shows money, times, states and links in the reader's language`()
        async throws
    {
        try await with { browser, clinic, _ in
            let page = try await browser.get("/desk/clinic/bills?text=B1&day=2026-11-22")
            #expect(page.status == 200)
            for text in [
                "1234.05", "2026-11-23 08:00", "有效", "data-tone=\"good\"",
                "href=\"/desk/clinic/bill?id=B%261%3Dx\"", "value=\"B1\"",
                "href=\"/desk/clinic/bills?day=2026-11-22&amp;page=2&amp;text=B1\"",
                "<title>票据", "lang=\"zh-CN\"",
            ] {
                #expect(page.holds(text), "\(text)")
            }
            #expect(clinic.caller.withLock { $0 }?.actor == "staff U07")
            #expect(clinic.caller.withLock { $0 }?.name == "收费员U07")
            let turned = try await browser.get("/desk/clinic/bills?text=B1&tongue=en")
            #expect(turned.location == "/desk/clinic/bills?text=B1")
            let english = try await browser.get("/desk/clinic/bills")
            #expect(english.holds("<title>Bills") && english.holds("Valid"))
            #expect(english.holds("lang=\"en\"") && !english.holds("有效"))
        }
    }

    @Test func `what waits on a screen is told beside its title, at the campus where one works`()
        async throws
    {
        func screen(
            _ name: String, for roles: Set<Caller.Role> = [.cashier],
            _ waiting: @escaping @Sendable (Caller) throws -> Int
        ) -> Screen {
            Screen(
                name, Words(name, name), for: roles, waiting: { caller, _ in try waiting(caller) }
            ) { _ in .page([:]) }
        }
        struct Broken: Error {}
        let count = "<b class=\"count\" title=\"待处理\">"
        let desk = try await TestDesk(
            [
                screen("some") { $0.campus == "benbu" ? 3 : 7 }, screen("none") { _ in 0 },
                screen("many") { _ in 240 }, screen("broken") { _ in throw Broken() },
                screen("others", for: [.finance]) { _ in 5 },
            ], templates: ["some": "<p>page</p>"])
        try await desk.hire("U07", ["cashier"], campuses: ["benbu"])
        try await desk.hire("U08", ["cashier"])
        try await desk.open { browser in
            for (person, told) in [("U07", "3"), ("U08", "7")] {
                let browser = browser()
                try await browser.signIn(person)
                for path in ["/desk", "/desk/clinic/some"] {
                    let page = try await browser.get(path)
                    #expect(page.status == 200)
                    #expect(page.holds(">some \(count)\(told)</b>"), "\(person) \(path)")
                    #expect(page.holds(">many \(count)99+</b>") && page.holds(">broken</a>"))
                    #expect(page.holds(">none</a>") && !page.holds(">5</b>"))
                }
            }
        }
    }

    @Test func `the menu holds what the roles open, and no other address opens`() async throws {
        try await with { browser, _, _ in
            let home = try await browser.get("/desk")
            #expect(home.holds("/desk/clinic/bills") && !home.holds("/desk/clinic/wards"))
            #expect(!home.holds("/desk/clinic/bill\"") && !home.holds("/admin"))
            for path in ["/desk/clinic/wards", "/admin/staff", "/admin/tokens", "/admin/audit"] {
                let page = try await browser.get(path)
                #expect(page.status == 403 && page.holds("没有权限"), "\(path)")
            }
            for path in ["/desk/nosuch", "/desk/clinic", "/desk/clinic/bills/x", "/admin/x"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
        }
        try await with(["admin"]) { browser, _, _ in
            for path in ["/desk/clinic/wards", "/desk/clinic/bills", "/admin/staff"] {
                let page = try await browser.get(path)
                #expect(page.status != 403, "\(path)")
            }
        }
    }

    @Test func `what is hard to undo is asked once more, carries the form, and counts once`()
        async throws
    {
        try await with { browser, clinic, _ in
            let address = "/desk/clinic/bill?id=B1"
            let page = try await browser.get(address)
            let reason = "重复\r\n\"开票\" <b>&amp;"
            let asked = try await browser.post(
                address, [("reason", reason), ("act", "void")], from: page)
            #expect(asked.status == 200)
            #expect(asked.holds("作废这张票？") && asked.holds("12.00") && asked.holds("确认作废"))
            #expect(clinic.done.withLock { $0.isEmpty })
            let carried = asked.hidden()
            let sure = try await browser.post(address, carried)
            #expect(sure.status == 303 && sure.location == "/desk/clinic/bills?text=B1")
            #expect(
                clinic.done.withLock { $0 }
                    == [["reason": "重复\n\"开票\" <b>&amp;", "act": "void"]])
            let said = try await browser.get(try #require(sure.location))
            #expect(said.holds("已作废。"))
            #expect(try await !browser.get("/desk/clinic/bills").holds("已作废。"))
            let again = try await browser.post(address, carried)
            #expect(again.status == 409 && again.holds("已经做过"))
            #expect(clinic.done.withLock { $0.count } == 1)
        }
    }

    @Test func `a yes to one question is no yes to another, nor another person's, nor a late one`()
        async throws
    {
        let clinic = Clinic()
        let desk = try await TestDesk(clinic.screens, templates: Clinic.templates)
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let (mine, other) = (browser(), browser())
            for browser in [mine, other] { try await browser.signIn("U07") }
            let address = "/desk/clinic/bill?id=B1"
            func ask() async throws -> [(String, String)] {
                let page = try await mine.get(address)
                return try await mine.post(address, [("reason", "x")], from: page).hidden()
            }
            let carried = try await ask()
            let swapped = carried.map { $0.0 == "reason" ? ("reason", "y") : $0 }
            #expect(try await mine.post(address, swapped).status == 409)
            #expect(try await mine.post("/desk/clinic/bill?id=B2", carried).status == 409)
            let theirs = try await other.get(address)
            let taken = carried.filter { $0.0 != "csrf" }
            #expect(try await other.post(address, taken, from: theirs).status == 409)
            let forged = carried.map { $0.0 == "consent" ? ("consent", $0.1 + "0") : $0 }
            #expect(try await mine.post(address, forged).status == 409)
            #expect(clinic.done.withLock { $0.isEmpty })
            #expect(
                try await mine.post(address, carried).status == 303, "the right one still holds")
            let late = try await ask()
            desk.clock.advance(by: Consent.lifetime)
            #expect(try await mine.post(address, late).status == 409)
            #expect(clinic.done.withLock { $0.count } == 1)
        }
    }

    @Test
    func `a form without our mark, with another session's, or from another site does nothing`()
        async throws
    {
        let clinic = Clinic()
        let desk = try await TestDesk(clinic.screens, templates: Clinic.templates)
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let (mine, other) = (browser(), browser())
            for browser in [mine, other] { try await browser.signIn("U07") }
            let address = "/desk/clinic/bill?id=B1"
            let (own, theirs) = (try await mine.get(address), try await other.get(address))
            let form = [("reason", "x")]
            #expect(try await mine.post(address, form).status == 403)
            #expect(try await mine.post(address, form, from: theirs).status == 403)
            let origin = try #require(HTTPField.Name("Origin"))
            let forged = try await mine.post(
                address, form, from: own, headers: [origin: "https://evil.example"])
            #expect(forged.status == 403 && forged.holds("没有做任何改动"))
            #expect(try await mine.post(address, form, from: own).status == 200)
            #expect(try await mine.post("/desk/sign-out", []).status == 403)
            #expect(try await mine.get("/desk").status == 200)
        }
    }

    @Test func `a form to be mended keeps what was typed; a refusal is told calmly`() async throws {
        try await with { browser, _, _ in
            let address = "/desk/clinic/bill?id=B1"
            let page = try await browser.get(address)
            let mend = try await browser.post(
                address, [("reason", ""), ("act", "void")], from: page)
            #expect(mend.status == 200 && mend.holds("请写原因"))
            let refused = try await browser.post(address, [("reason", "refuse")], from: page)
            #expect(refused.status == 409)
            for text in ["不能作废", "已经交款。", "请找财务。"] { #expect(refused.holds(text)) }
            let broken = try await browser.get("/desk/clinic/crash")
            #expect(broken.status == 500 && broken.holds("系统出错"))
        }
    }

    @Test func `a table is a CSV file, a document opens, and nothing else opens in our name`()
        async throws
    {
        try await with { browser, _, desk in
            let table = try await browser.get("/desk/clinic/bills?as=csv")
            #expect(table.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(table.html.hasSuffix("名,'=1+1\r\n\"\"\"a\"\"\",-12.00\r\n"))
            let kept = try #require(table.headers[.contentDisposition])
            #expect(kept.hasPrefix("attachment") && kept.contains("UTF-8''%E7%A5%A8%E6%8D%AE.csv"))
            let paper = try await browser.get("/desk/clinic/paper")
            #expect(paper.headers[.contentType] == "application/pdf" && paper.html == "%PDF")
            #expect(paper.headers[.contentDisposition]?.hasPrefix("inline") == true)
            let trap = try await browser.get("/desk/clinic/trap")
            #expect(trap.headers[.contentType] == "application/octet-stream")
            let name = try #require(trap.headers[.contentDisposition])
            #expect(name.hasPrefix("attachment; filename=\"a_.html__\";"))
            let noted = try await desk.store.read { try Audit.recent(in: $0).map(\.action) }
            #expect(noted.prefix(3) == ["desk.document", "desk.document", "desk.table"])
        }
    }

    @Test func `every answer keeps strangers out and leaves no copy`() async throws {
        try await with { browser, _, _ in
            for path in ["/desk", "/desk/clinic/bills", "/desk/nosuch", "/desk/clinic/paper"] {
                let headers = try await browser.get(path).headers
                #expect(headers[.cacheControl] == "no-store")
                #expect(headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
                #expect(headers[.xContentTypeOptions] == "nosniff")
            }
        }
    }

    @Test func `a person of two campuses chooses one; a person of one stays there`() async throws {
        let clinic = Clinic()
        let desk = try await TestDesk(clinic.screens, templates: Clinic.templates)
        try await desk.hire("U07", ["cashier"], campuses: ["jinshan"])
        try await desk.hire("U08", ["cashier"])
        try await desk.open { browser in
            let campus = { clinic.caller.withLock { $0 }?.campus }
            let one = browser()
            try await one.signIn("U07")
            let page = try await one.get("/desk/clinic/bills")
            #expect(campus() == "jinshan" && !page.holds("<select id=\"campus\""))
            let form = [("campus", "benbu"), ("back", "/desk/clinic/bills")]
            #expect(try await one.post("/desk/campus", form, from: page).status == 403)
            let both = browser()
            try await both.signIn("U08")
            let first = try await both.get("/desk/clinic/bills")
            #expect(campus() == nil && first.holds("<select id=\"campus\""))
            let moved = try await both.post("/desk/campus", form, from: first)
            #expect(moved.location == "/desk/clinic/bills")
            _ = try await both.get("/desk/clinic/bills")
            #expect(campus() == "benbu")
            let unknown = [("campus", "mars"), ("back", "/desk")]
            #expect(try await both.post("/desk/campus", unknown, from: first).status == 403)
        }
    }

    #if DEBUG
        @Test func `a template saved anew shows at the next look`() async throws {
            try await with { browser, _, desk in
                let file = desk.displays.appending(path: "desk/clinic/bills.mustache")
                _ = try await browser.get("/desk/clinic/bills")
                try Data("<p>{{t.search}} anew and longer".utf8).write(to: file)
                #expect(try await browser.get("/desk/clinic/bills").holds("查找 anew"))
                try Data("{{#open}} never closed".utf8).write(to: file)
                #expect(try await browser.get("/desk/clinic/bills").status == 500)
            }
        }
    #endif
}
