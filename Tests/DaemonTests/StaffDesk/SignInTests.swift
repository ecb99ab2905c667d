import Foundation
import HTTPTypes
import Hub
import Lab
import Storage
import Testing

@testable import Daemon

/// Who comes in at the desk, how long, and how they leave.
struct SignInTests {
    @Test func `a stranger is led to the sign-in page and back to where they were going`()
        async throws
    {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["admin"])
        try await desk.open { browser in
            let browser = browser()
            let sent = try await browser.get("/admin/audit?text=a&before=9")
            #expect(sent.status == 303)
            let door = try await browser.get(try #require(sent.location))
            #expect(door.status == 200 && door.holds("工号"))
            let done = try await browser.post(
                "/desk/sign-in",
                [
                    ("name", " ｕ07"), ("password", TestDesk.password),
                    ("back", try #require(door.value("back"))),
                ], from: door)
            #expect(done.location == "/admin/audit?before=9&text=a")
            #expect(try await browser.get("/admin/audit").status == 200)
        }
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/desk//evil", "/desk/\\evil", "/\\evil",
        "/desk/sign-out", "/triage", "javascript:alert(1)", "/desk/a\r\nSet-Cookie: x=1",
    ])
    func `nobody is led out of the desk`(address: String) {
        #expect(StaffDesk.local(address) == "/desk")
    }

    @Test func `a wrong password and an unknown number get the very same answer`() async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let wrong = try await browser().signIn("U07", "wrong-pass-1")
            let unknown = try await browser().signIn("U08", "wrong-pass-1")
            let strip = { (page: DeskBrowser.Page) in
                page.html.replacing(/value="[^"]*"/, with: "")
            }
            #expect(wrong.status == 422 && unknown.status == 422)
            #expect(strip(wrong) == strip(unknown))
            #expect(wrong.html.contains("wrong-pass-1") == false)
        }
    }

    @Test(arguments: ["U07", "NOBODY"])
    func `after five failures the name waits, each time longer, even with the right password`(
        name: String
    ) async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let browser = browser()
            for _ in 1...5 {
                #expect(try await browser.signIn(name, "wrong-pass-1").holds("工号或密码不对"))
            }
            #expect(try await browser.signIn(name).holds("08:00:31"))
            desk.clock.advance(by: 29)
            #expect(try await browser.signIn(name).holds("之后再试"))
            desk.clock.advance(by: 2)
            #expect(try await browser.signIn(name, "wrong-pass-1").holds("工号或密码不对"))
            desk.clock.advance(by: 31)
            #expect(try await browser.signIn(name).holds("之后再试"))
            desk.clock.advance(by: 30)
            let last = try await browser.signIn(name)
            #expect(last.status == (name == "U07" ? 303 : 422))
        }
    }

    @Test func `guesses made at once are counted one by one`() async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        let signIn = desk.desk.signIn
        let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...30 {
                group.addTask {
                    let outcome = try await signIn.enter(
                        "U07", password: "guess-\(number)", campuses: [], from: "10.0.0.1")
                    if case .wrong = outcome { return true }
                    return false
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == 5)
        desk.end()
    }

    @Test func `a session ends when nobody looks, and at the end of a long day`() async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let idle = browser()
            try await idle.signIn("U07")
            desk.clock.advance(by: SignIn.Hours.idle - 1)
            #expect(try await idle.get("/desk").status == 200)
            desk.clock.advance(by: SignIn.Hours.idle)
            #expect(try await idle.get("/desk").status == 303)
            let busy = browser()
            try await busy.signIn("U07")
            for _ in 1...28 {
                desk.clock.advance(by: 1_799)
                #expect(try await busy.get("/desk").status == 200)
            }
            desk.clock.advance(by: 60)
            #expect(try await busy.get("/desk").status == 303)
        }
    }

    @Test func `the cookie is for the browser alone, and the store keeps only its hash`()
        async throws
    {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let browser = browser()
            let answer = try await browser.signIn("U07")
            let cookie = try #require(
                answer.headers[values: .setCookie].first { $0.hasPrefix("desk=") })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            let secret = try #require(browser.cookies["desk"])
            #expect(secret.count == 40)
            let kept = try await desk.store.read { try StaffSessions.all(of: "U07", in: $0) }
            #expect(kept.map(\.hash) == [SignIn.hash(secret)])
            #expect(kept[0].hash != secret)
        }
    }

    @Test func `signing out ends this browser; signing out everywhere ends the others`()
        async throws
    {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let (here, there, third) = (browser(), browser(), browser())
            for browser in [here, there, third] { try await browser.signIn("U07") }
            let secret = third.cookies
            let page = try await third.get("/desk")
            #expect(try await third.post("/desk/sign-out", [], from: page).status == 303)
            third.cookies = secret
            #expect(try await third.get("/desk").status == 303, "the old cookie opens nothing")
            #expect(try await there.get("/desk").status == 200)
            let account = try await here.get("/desk/account")
            _ = try await here.post("/desk/account", [("end", "others")], from: account)
            #expect(try await there.get("/desk").status == 303)
            #expect(try await here.get("/desk").status == 200)
        }
    }

    @Test func `a password somebody else chose is changed before anything else`() async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["admin"], mustChange: true)
        try await desk.open { browser in
            let (here, other) = (browser(), browser())
            try await here.signIn("U07")
            try await other.signIn("U07")
            #expect(try await here.get("/admin/staff").location == "/desk/account")
            let page = try await here.get("/desk/account")
            for (old, new, again) in [
                ("wrong-pass-1", "Spring-2027", "Spring-2027"),
                (TestDesk.password, "Spring-2027", "Spring-2028"),
                (TestDesk.password, "short1", "short1"),
                (TestDesk.password, TestDesk.password, TestDesk.password),
            ] {
                let refused = try await here.post(
                    "/desk/account", [("old", old), ("new", new), ("again", again)], from: page)
                #expect(refused.status == 422)
            }
            let done = try await here.post(
                "/desk/account",
                [("old", TestDesk.password), ("new", "Spring-2027"), ("again", "Spring-2027")],
                from: page)
            #expect(done.location == "/desk")
            #expect(try await here.get("/admin/staff").status == 200)
            #expect(try await other.get("/admin/staff").status == 303, "signed out elsewhere")
            #expect(try await browser().signIn("U07").status == 422)
            #expect(try await browser().signIn("U07", "Spring-2027").status == 303)
        }
    }

    @Test func `a closed account is out at once and does not come back`() async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let browser = browser()
            try await browser.signIn("U07")
            #expect(try await browser.get("/desk").status == 200)
            let date = desk.clock.now
            try await desk.store.write { try Accounts.disable("U07", at: date, in: $0) }
            #expect(try await browser.get("/desk").status == 303)
            #expect(try await browser.signIn("U07").status == 422)
        }
    }

    @Test func `a hash of a lesser cost is made anew at the next sign-in`() async throws {
        let desk = try await TestDesk()
        try await desk.hire("U07", ["cashier"])
        let weak = try PasswordHash(
            TestDesk.password, cost: .init(rounds: 2, blockSize: 1, parallelism: 1),
            salt: Data("salt".utf8)
        ).text
        try await desk.store.write {
            try Accounts.setPassword(weak, mustChange: false, of: "U07", in: $0)
        }
        try await desk.open { browser in
            #expect(try await browser().signIn("U07").status == 303)
            let kept = try await desk.store.read { try Accounts.find("u07", in: $0) }
            #expect(PasswordHash(kept?.password ?? "")?.cost == desk.passwords.cost)
            #expect(try await browser().signIn("U07").status == 303)
        }
    }
}
