import Foundation
import Hub
import Lab
import Storage
import Testing

@testable import Daemon

/// Pages opened from inside the HIS.
struct LinkTests {
    private func with(
        _ body:
            @escaping @Sendable (
                _ browser: @escaping @Sendable () -> DeskBrowser, TestDesk
            ) async throws -> Void
    ) async throws {
        let desk = try await TestDesk(Clinic().screens, templates: Clinic.templates)
        try await desk.hire("U07", ["cashier", "nurse"], mustChange: true)
        try await desk.hire("U08", ["nurse"])
        try await desk.open { browser in try await body(browser, desk) }
    }

    @Test func `a link opens its screen with its search, as its person, once`() async throws {
        try await with { browser, desk in
            let link = try await desk.desk.link(
                for: "U07", to: "clinic/bills", query: ["text": "V&1"])
            #expect(link.until == desk.clock.now + 300)
            let mine = browser()
            let opened = try await mine.get(link.address)
            // No redirect: the browser would not send a strict cookie along after one.
            #expect(opened.status == 200)
            #expect(opened.holds("content=\"0; url=/desk/clinic/bills?text=V%261\""))
            let page = try await mine.get("/desk/clinic/bills?text=V%261")
            #expect(page.status == 200 && page.holds("value=\"V&amp;1\""))
            #expect(page.holds("收费员U07"))
            #expect(try await mine.get(link.address).location == "/desk/clinic/bills?text=V%261")
            let thief = try await browser().get(link.address)
            #expect(thief.status == 403 && thief.holds("链接已失效"))
        }
    }

    @Test func `its session reaches that screen and what hangs below it, and no other`()
        async throws
    {
        try await with { browser, desk in
            let link = try await desk.desk.link(for: "U07", to: "clinic/bills", query: [:])
            let browser = browser()
            _ = try await browser.get(link.address)
            #expect(try await browser.get("/desk/clinic/bills").status == 200)
            #expect(try await browser.get("/desk/clinic/bill?id=B1").status == 200)
            #expect(try await browser.get("/desk").location == "/desk/clinic/bills")
            for path in ["/desk/clinic/wards", "/desk/account", "/admin/staff"] {
                #expect(try await browser.get(path).status == 403, "\(path)")
            }
            #expect(try await !browser.get("/desk/clinic/bills").holds("class=\"menu\""))
        }
    }

    @Test func `a link is refused when late, changed, for another screen, or its person has gone`()
        async throws
    {
        try await with { browser, desk in
            let address = {
                try await desk.desk.link(for: "U07", to: "clinic/bills", query: [:]).address
            }
            let late = try await address()
            desk.clock.advance(by: 300)
            #expect(try await browser().get(late).status == 403)
            let changed = try await address()
            for wrong in [
                changed + "0", changed.replacing("link=ey", with: "link=ez"),
                changed.replacing("/bills?", with: "/bill?"), "/desk/clinic/bills?link=",
                "/desk/clinic/bills?link=.",
            ] {
                let page = try await browser().get(wrong)
                #expect(page.status == 403, "\(wrong)")
            }
            let date = desk.clock.now
            try await desk.store.write { try Accounts.disable("U07", at: date, in: $0) }
            #expect(try await browser().get(changed).status == 403)
        }
    }

    @Test func `no link is given to a screen the person may not see, nor to the administration`()
        async throws
    {
        try await with { _, desk in
            for (staff, screen) in [
                ("U08", "clinic/bills"), ("U99", "clinic/bills"), ("U07", "clinic/nosuch"),
                ("U07", "admin/staff"),
            ] {
                await #expect(throws: Problem.self, "\(staff) \(screen)") {
                    try await desk.desk.link(for: staff, to: screen, query: [:])
                }
            }
        }
    }

    @Test func `whoever is signed in as that person already stays so`() async throws {
        let desk = try await TestDesk(Clinic().screens, templates: Clinic.templates)
        try await desk.hire("U07", ["cashier", "nurse"])
        try await desk.open { browser in
            let browser = browser()
            try await browser.signIn("U07")
            let before = browser.cookies["desk"]
            let link = try await desk.desk.link(for: "U07", to: "clinic/bills", query: [:])
            #expect(try await browser.get(link.address).status == 200)
            #expect(browser.cookies["desk"] == before)
            #expect(try await browser.get("/desk/clinic/wards").status != 403)
        }
    }
}
