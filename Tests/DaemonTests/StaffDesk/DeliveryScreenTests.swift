import Foundation
import Hospital
import Hub
import HummingbirdTesting
import Lab
import Storage
import Synchronization
import Testing

@testable import Daemon

/// What integrators see of the outbox, and how they mend it.
struct DeliveryScreenTests {
    /// What the screens did beyond the store.
    private final class Outside: Sendable {
        let woken = Mutex<[Set<String>]>([])
        let gaveUp = Mutex<[Int]>([])
    }

    private func with(
        _ body: @escaping @Sendable (DeskBrowser, TestDesk, Outside) async throws -> Void
    ) async throws {
        let outside = Outside()
        var connector = ScriptedConnector()
        connector.grieve = { delivery, _, _ in
            outside.gaveUp.withLock { $0.append(delivery.id) }
        }
        let connectors = Connectors([.init(connector)])
        let desk = try await TestDesk(places: { store in
            DeliveryScreens(
                store: store, connectors: connectors,
                wake: { lanes in outside.woken.withLock { $0.append(lanes) } }
            ).places
        })
        try await desk.hire("U07", ["integrator"])
        let date = desk.clock.now
        try await desk.store.write { transaction in
            try Outbox.prepare([("scripted.main", "scripted", 10)], at: date, in: transaction)
        }
        try await desk.open { browser in
            let browser = browser()
            try await browser.signIn("U07")
            try await body(browser, desk, outside)
        }
    }

    /// - Parameter reason: Why it is dead; alive where nil.
    private func enqueue(
        _ number: String, key: String? = nil, dead reason: String? = nil, in desk: TestDesk
    ) async throws -> Int {
        let errand = Errand(
            connector: "scripted", operation: "bill.issue", lane: "scripted.main", key: key,
            number: number, payload: ["payerName": "张伟丰", "total": .integer(1_200)])
        let date = desk.clock.now
        return try await desk.store.write { transaction in
            guard let reason else {
                return try Outbox.enqueue(errand, event: "e1", at: date, in: transaction)
            }
            return try Outbox.keepDead(
                errand, event: "e1", because: reason, at: date, in: transaction)
        }
    }

    private func state(_ id: Int, in desk: TestDesk) async throws -> Delivery.State? {
        try await desk.store.read { try Outbox.find(id, in: $0)?.state }
    }

    @Test func `deliveries are found by all that is known of them`() async throws {
        try await with { browser, desk, _ in
            let first = try await enqueue("B1", key: "S1", in: desk)
            let dead = try await enqueue("B2", dead: "no such place", in: desk)
            let link = { (id: Int) in "href=\"/desk/delivery?id=\(id)\"" }
            for (query, finds) in [
                ("", [first, dead]), ("?number=B1", [first]), ("?key=S1", [first]),
                ("?event=e1", [first, dead]), ("?state=dead", [dead]), ("?text=place", [dead]),
                ("?lane=scripted.main&state=ready", [first]), ("?connector=other", []),
                ("?number=%20B2%20", [dead]), ("?state=nonsense", [first, dead]),
                ("?before=\(dead)", [first]),
            ] {
                let page = try await browser.get("/desk/deliveries\(query)")
                #expect(page.status == 200, "\(query)")
                for id in [first, dead] {
                    #expect(page.holds(link(id)) == finds.contains(id), "\(query) \(id)")
                }
                #expect(!page.holds("张伟丰"))
            }
            let file = try await browser.get("/desk/deliveries?state=dead&as=csv")
            #expect(file.html.contains("B2") && !file.html.contains("B1"))
        }
    }

    @Test func `why it did not go is told in the reader's language`()
        async throws
    {
        try await with { browser, desk, _ in
            let kept =
                "given up after 12 tries: fund.lan:443 did not answer: not within 30.0 seconds"
            let told = "已试 12 次，不再自动重试：fund.lan:443 没有应答：超过 30.0 秒"
            let id = try await enqueue("B1", dead: kept, in: desk)
            for page in ["/desk/deliveries", "/desk/delivery?id=\(id)"] {
                let chinese = try await browser.get(page)
                #expect(chinese.holds(told) && chinese.holds(kept), "\(page)")
                let mark = page.contains("?") ? "&" : "?"
                _ = try await browser.get("\(page)\(mark)tongue=en")
                let english = try await browser.get(page)
                #expect(english.holds(kept) && !english.holds(told), "\(page)")
                _ = try await browser.get("\(page)\(mark)tongue=zh")
            }
        }
    }

    @Test func `what was said is shown, and whom it is about is not`() async throws {
        try await with { browser, desk, _ in
            let id = try await enqueue("B1", dead: "phone 13912345678 refused", in: desk)
            let date = desk.clock.now
            try await desk.store.write { transaction in
                let exchange = try Outbox.note(
                    "POST https://bills.lan/issue\n\n{\"tel\":\"13912345678\",\"busNo\":\"B1\"}",
                    number: "B1", connector: "scripted", delivery: id, at: date, in: transaction)
                try Outbox.hear(
                    [.init(exchange, at: date + 1, answer: "200\n\n{\"result\":\"E0009\"}")],
                    in: transaction)
            }
            let page = try await browser.get("/desk/delivery?id=\(id)")
            #expect(page.status == 200)
            for shown in ["POST https://bills.lan/issue", "E0009", "B1", "1200", "08:00:01"] {
                #expect(page.holds(shown), "\(shown)")
            }
            for hidden in ["13912345678", "张伟丰"] { #expect(!page.holds(hidden), "\(hidden)") }
            #expect(page.holds("张*丰"))
            #expect(try await browser.get("/desk/delivery?id=99").status == 404)
            #expect(try await browser.get("/desk/delivery?id=x").status == 404)
        }
    }

    @Test func `the chosen go again after a question that names them, in their order`()
        async throws
    {
        try await with { browser, desk, outside in
            var ids: [Int] = []
            for number in 1...3 {
                ids.append(try await enqueue("B\(number)", dead: "refused", in: desk))
            }
            let page = try await browser.get("/desk/deliveries")
            let asked = try await browser.post(
                "/desk/deliveries",
                [("ids", "\(ids[2])"), ("ids", "\(ids[0])"), ("act", "chosen")],
                from: page)
            #expect(asked.holds("这 2 条") && asked.holds("B1") && asked.holds("B3"))
            #expect(!asked.holds("B2"))
            #expect(try await state(ids[0], in: desk) == .dead)
            #expect(outside.woken.withLock { $0.isEmpty })
            let done = try await browser.post("/desk/deliveries", asked.hidden())
            #expect(done.status == 303)
            for (id, after) in zip(ids, [Delivery.State.ready, .dead, .ready]) {
                #expect(try await state(id, in: desk) == after)
            }
            #expect(outside.woken.withLock { $0 } == [["scripted.main"]])
            let noted = try await desk.store.read { try Audit.recent(in: $0) }
            #expect(
                noted.contains {
                    $0.action == "delivery.replay" && $0.target == "\(ids[0]) \(ids[2])"
                        && $0.actor == "staff U07"
                })
            let none = try await browser.post("/desk/deliveries", [("act", "chosen")], from: page)
            #expect(none.status == 409 && none.holds("没有可以重新投递的"))
        }
    }

    @Test func `all the dead of a search go again, and none beside it`() async throws {
        try await with { browser, desk, _ in
            let wanted = try await enqueue("B1", key: "S1", dead: "refused", in: desk)
            let other = try await enqueue("B2", key: "S2", dead: "refused", in: desk)
            let address = "/desk/deliveries?key=S1"
            let page = try await browser.get(address)
            let asked = try await browser.post(address, [("act", "all")], from: page)
            _ = try await browser.post(address, asked.hidden())
            #expect(try await state(wanted, in: desk) == .ready)
            #expect(try await state(other, in: desk) == .dead)
        }
    }

    @Test func `one is skipped for a reason, after a question, and its connector hears of it`()
        async throws
    {
        try await with { browser, desk, outside in
            let id = try await enqueue("B1", in: desk)
            let address = "/desk/delivery?id=\(id)"
            let page = try await browser.get(address)
            let bare = try await browser.post(
                address, [("act", "skip"), ("reason", " ")], from: page)
            #expect(bare.status == 400)
            let asked = try await browser.post(
                address, [("act", "skip"), ("reason", "已手工开票")], from: page)
            #expect(asked.holds("已手工开票"))
            #expect(try await state(id, in: desk) == .ready)
            _ = try await browser.post(address, asked.hidden())
            let ended = try await desk.store.read { try Outbox.find(id, in: $0) }
            #expect(ended?.state == .skipped)
            #expect(ended?.lastError == "已手工开票 (staff U07)")
            #expect(outside.gaveUp.withLock { $0 } == [id])
            let again = try await browser.post(address, [("act", "replay")], from: page)
            #expect(again.status == 409)
        }
    }

    @Test func `a lane is paused after a question, stands out, and goes on again`() async throws {
        try await with { browser, desk, outside in
            _ = try await enqueue("B1", dead: "refused", in: desk)
            let page = try await browser.get("/desk/lanes")
            #expect(page.holds("主") && page.holds("scripted.main"))
            let asked = try await browser.post(
                "/desk/lanes", [("pause", "scripted.main")], from: page)
            #expect(asked.holds("暂停这个通道"))
            _ = try await browser.post("/desk/lanes", asked.hidden())
            let figures = try await desk.store.read { try Outbox.figures(in: $0) }
            #expect(figures.first?.pausedBy == "staff U07")
            let list = try await browser.get("/desk/deliveries")
            #expect(list.holds("主 · 需人工处理 1 · 已暂停"))
            _ = try await browser.post("/desk/lanes", [("resume", "scripted.main")], from: page)
            #expect(
                try await desk.store.read { try Outbox.figures(in: $0).first?.pausedAt } == nil)
            #expect(outside.woken.withLock { $0.count } == 2)
            let unknown = try await browser.post("/desk/lanes", [("resume", "x")], from: page)
            #expect(unknown.status == 404)
        }
    }

    @Test func `nobody but integrators and administrators sees them`() async throws {
        try await with { _, desk, _ in
            try await desk.hire("U08", ["cashier", "finance"])
            try await desk.hire("BOSS", ["admin"])
            let id = try await enqueue("B1", in: desk)
            try await desk.app.test(.router) { client in
                for (person, status) in [("U08", 403), ("BOSS", 200)] {
                    let browser = DeskBrowser(client)
                    try await browser.signIn(person)
                    for path in ["/desk/deliveries", "/desk/delivery?id=\(id)", "/desk/lanes"] {
                        let page = try await browser.get(path)
                        #expect(page.status == status, "\(person) \(path)")
                    }
                }
            }
        }
    }

    @Test(
        arguments: [
            (0, "0 秒"), (59.9, "59 秒"), (60, "1 分钟"), (3_600, "1 小时"), (172_799, "47 小时"),
            (172_800, "2 天"), (-5, "0 秒"),
        ] as [(Double, String)])
    func `an age is told in its largest whole unit`(seconds: Double, words: String) {
        #expect(DeliveryScreens.age(seconds).zh == words)
    }
}
