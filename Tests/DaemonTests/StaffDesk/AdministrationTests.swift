import Foundation
import Hub
import Lab
import Storage
import Testing

@testable import Daemon

/// People, tokens and the audit, by the administrator's pages.
struct AdministrationTests {
    private func with(
        _ body:
            @escaping @Sendable (
                _ admin: DeskBrowser, _ browser: @escaping @Sendable () -> DeskBrowser, TestDesk
            ) async throws -> Void
    ) async throws {
        let desk = try await TestDesk()
        try await desk.hire("BOSS", ["admin"])
        try await desk.open { browser in
            let admin = browser()
            try await admin.signIn("BOSS")
            try await body(admin, browser, desk)
        }
    }

    @Test func `somebody is added, signs in, changes the password, is closed and opened again`()
        async throws
    {
        try await with { admin, browser, desk in
            let page = try await admin.get("/admin/staff")
            let form = [
                ("id", "U07"), ("name", "王芳"), ("roles", "cashier"), ("roles", "finance"),
                ("campuses", "benbu"), ("password", "First-2026"),
            ]
            #expect(try await admin.post("/admin/staff", form, from: page).status == 303)
            let list = try await admin.get("/admin/staff")
            #expect(list.holds("王芳") && list.holds("收费员 · 财务") && list.holds("待换密码"))
            let again = try await admin.post("/admin/staff", form, from: page)
            #expect(again.status == 200 && again.holds("已经有了"))
            #expect(again.value("name") != nil && again.holds("value=\"王芳\""))
            let person = browser()
            try await person.signIn("U07", "First-2026")
            #expect(try await person.get("/desk").location == "/desk/account")

            let address = "/admin/person?id=U07"
            let asked = try await admin.post(address, [("act", "close")], from: page)
            #expect(asked.holds("停用这个账号？"))
            #expect(try await person.get("/desk/account").status == 200)
            #expect(try await admin.post(address, asked.hidden()).status == 303)
            #expect(try await person.get("/desk/account").status == 303)
            #expect(try await person.signIn("U07", "First-2026").status == 422)
            #expect(try await admin.post(address, [("act", "open")], from: page).status == 303)
            #expect(try await person.signIn("U07", "First-2026").status == 303)
            let noted = try await desk.store.read { try Audit.recent(in: $0) }
            for action in ["staff.add", "staff.disable", "staff.enable"] {
                #expect(noted.contains { $0.action == action && $0.actor == "staff BOSS" })
            }
            #expect(!noted.contains { $0.detail.contains("First-2026") })
        }
    }

    @Test func `a new password from the administrator lifts the lock and ends the sessions`()
        async throws
    {
        try await with { admin, browser, desk in
            try await desk.hire("U07", ["cashier"])
            let person = browser()
            try await person.signIn("U07")
            for _ in 1...5 { try await browser().signIn("U07", "wrong-pass-1") }
            #expect(try await browser().signIn("U07").holds("之后再试"))
            let page = try await admin.get("/admin/person?id=U07")
            let weak = try await admin.post(
                "/admin/person?id=U07", [("act", "password"), ("password", "abc")], from: page)
            #expect(weak.holds("至少 8 个字符"))
            _ = try await admin.post(
                "/admin/person?id=U07", [("act", "password"), ("password", "Fresh-2026")],
                from: page)
            #expect(try await person.get("/desk").status == 303)
            #expect(try await person.signIn("U07", "Fresh-2026").status == 303)
            #expect(try await person.get("/desk").location == "/desk/account")
        }
    }

    @Test func `roles taken away hold at once, and nobody takes their own admin away`()
        async throws
    {
        try await with { admin, browser, desk in
            try await desk.hire("U07", ["admin"])
            let person = browser()
            try await person.signIn("U07")
            #expect(try await person.get("/admin/staff").status == 200)
            let page = try await admin.get("/admin/person?id=U07")
            _ = try await admin.post(
                "/admin/person?id=U07",
                [("act", "save"), ("name", "王芳"), ("roles", "nurse")], from: page)
            #expect(try await person.get("/admin/staff").status == 303)
            try await person.signIn("U07")
            #expect(try await person.get("/admin/staff").status == 403)
            let own = try await admin.post(
                "/admin/person?id=BOSS",
                [("act", "save"), ("name", "头"), ("roles", "nurse")], from: page)
            #expect(own.holds("不能取消自己"))
            #expect(try await admin.get("/admin/staff").status == 200)
        }
    }

    @Test(arguments: [
        [("id", ""), ("name", "王"), ("roles", "nurse")],
        [("id", "U 7"), ("name", "王"), ("roles", "nurse")],
        [("id", "U7"), ("name", " "), ("roles", "nurse")],
        [("id", "U7"), ("name", "王")],
        [("id", "U7"), ("name", "王"), ("roles", "his")],
        [("id", "U7"), ("name", "王"), ("roles", "nurse"), ("campuses", "mars")],
    ])
    func `a person badly described is not added`(form: [(String, String)]) async throws {
        try await with { admin, _, desk in
            let page = try await admin.get("/admin/staff")
            let answer = try await admin.post(
                "/admin/staff", form + [("password", "First-2026")], from: page)
            #expect(answer.status == 200 && answer.holds("role=\"alert\""))
            #expect(try await desk.store.read { try Accounts.all(in: $0).count } == 1)
        }
    }

    @Test func `a token is shown once, listed without its secret, and revoked after a question`()
        async throws
    {
        try await with { admin, _, desk in
            let page = try await admin.get("/admin/tokens")
            let made = try await admin.post(
                "/admin/tokens", [("role", "app"), ("scope", ""), ("label", "掌上医院")], from: page)
            let secret = try #require(made.html.firstMatch(of: /lq_[0-9a-f]{40}/)).output
            let list = try await admin.get("/admin/tokens")
            #expect(list.holds("掌上医院") && !list.holds(String(secret)))
            let hash = Gate.hash(of: String(secret))
            let token = try #require(
                try await desk.store.read { try Tokens.find(hash: hash, in: $0) })
            #expect(token.role == .app && token.scope == nil)
            let asked = try await admin.post(
                "/admin/tokens", [("revoke", token.id)], from: page)
            #expect(asked.holds("吊销这个密钥？"))
            _ = try await admin.post("/admin/tokens", asked.hidden())
            #expect(try await desk.store.read { try Tokens.find(hash: hash, in: $0) } == nil)
        }
    }

    @Test func `the audit is shown, searched, turned over and exported`() async throws {
        try await with { admin, _, desk in
            try await desk.store.write { transaction in
                for number in 1...60 {
                    try Audit.append(
                        Audit.Entry(
                            at: desk.clock.now, actor: "kiosk K1", origin: "10.0.0.1",
                            action: "ticket.reprint", target: "A\(number)"), in: transaction)
                }
            }
            let page = try await admin.get("/admin/audit?text=kiosk")
            #expect(page.holds(">A60<") && !page.holds(">A9<") && !page.holds("sign-in<"))
            let older = try #require(page.html.firstMatch(of: /before=(\d+)/)).output.1
            let next = try await admin.get("/admin/audit?text=kiosk&before=\(older)")
            #expect(next.holds(">A1<") && next.holds(">A10<") && !next.holds(">A11<"))
            let file = try await admin.get("/admin/audit?text=ticket.&as=csv")
            #expect(file.html.split(separator: "\r\n").count == 61)
        }
    }
}
