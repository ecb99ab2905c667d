import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Daemon

/// What operators see of deliveries, and what they may do.
struct DeliveryDoorTests {
    /// Three deliveries of the courier's: two dead, 1 and 2, and one behind the first, `last`.
    private func house() async throws -> (TestHouse, admin: String, last: Int) {
        let house = try await TestHouse()
        let last = try await house.store.write { transaction in
            try Outbox.prepare(
                [(name: "courier.main", connector: "courier", burst: 1)], at: Example.moment,
                in: transaction)
            var last = 0
            for (number, key) in [("R-1", "P1"), ("R-2", "P2"), ("R-3", "P1")] {
                let errand = Errand(
                    connector: "courier", operation: "report.carry", lane: "courier.main",
                    key: key, number: number,
                    payload: ["report": .string(number), "tel": "13800000000"])
                if number == "R-3" {
                    last = try Outbox.enqueue(errand, at: Example.moment, in: transaction)
                } else {
                    try Outbox.keepDead(
                        errand, event: nil, because: "refused for 13800000000",
                        at: Example.moment, in: transaction)
                }
            }
            _ = try Outbox.note(
                "POST http://courier\n\n{\"sign\":\"hush\",\"tel\":\"13800000000\"}",
                number: "R-1", connector: "courier", delivery: 1, at: Example.moment,
                in: transaction)
            return last
        }
        return (house, try await house.badge(.admin), last)
    }

    private func ids(_ heard: TestHouse.Heard, _ member: String = "deliveries") -> [Int] {
        guard case .array(let rows)? = heard.json?[member] else { return [] }
        return rows.compactMap { row in
            switch row["id"] ?? row {
            case .integer(let id): Int(id)
            default: nil
            }
        }
    }

    @Test func `they are found by state, key and number, the latest first, page by page`()
        async throws
    {
        let (house, admin, last) = try await house()
        func find(_ query: String) async throws -> TestHouse.Heard {
            try await house.get("/api/v1/deliveries?\(query)", as: admin)
        }
        #expect(try await ids(find("")) == [last, 2, 1])
        #expect(try await ids(find("state=dead")) == [2, 1])
        #expect(try await ids(find("key=P1")) == [last, 1])
        #expect(try await ids(find("number=R-2")) == [2])
        #expect(try await ids(find("text=refused")) == [2, 1])
        #expect(try await ids(find("lane=nowhere")) == [])
        let page = try await find("limit=2")
        #expect(ids(page) == [last, 2])
        #expect(page.json?["next"] == .integer(2))
        #expect(try await ids(find("limit=2&before=2")) == [1])
        #expect(try await find("state=lost").status == 400)
        #expect(try await find("before=x").status == 400)
        #expect(try await !find("").text.contains("13800000000"))
    }

    @Test func `one is shown with what was said, masked`() async throws {
        let (house, admin, _) = try await house()
        let heard = try await house.get("/api/v1/deliveries/1", as: admin)
        #expect(heard.json?["delivery"]?["payload"]?["report"] == "R-1")
        #expect(!heard.text.contains("13800000000") && !heard.text.contains("hush"))
        guard case .array(let exchanges)? = heard.json?["exchanges"] else {
            Issue.record("no exchanges")
            return
        }
        #expect(exchanges.first?["request"]?["line"] == "POST http://courier")
        #expect(try await house.get("/api/v1/deliveries/9", as: admin).status == 404)
    }

    @Test func `none but operators see or touch them`() async throws {
        let (house, _, _) = try await house()
        let his = try await house.badge(.his)
        #expect(try await house.get("/api/v1/deliveries", as: his).status == 403)
        #expect(try await house.ask("/api/v1/deliveries/1/replay", as: his).status == 403)
        let integrator = try await house.badge(.integrator)
        #expect(try await house.get("/api/v1/deliveries", as: integrator).status == 200)
    }

    @Test func `a dead one is tried again, once for each press`() async throws {
        let (house, admin, last) = try await house()
        let key = ["Idempotency-Key": "press-1"]
        let first = try await house.ask("/api/v1/deliveries/2/replay", as: admin, key)
        #expect(first.status == 200)
        #expect(try await state(2, in: house) == .ready)
        let behind = try await house.ask("/api/v1/deliveries/\(last)/replay", as: admin)
        #expect(behind.status == 409)
        let audit = try await house.store.read { try Audit.recent(in: $0) }
        #expect(audit.contains { $0.action == "delivery.replay" && $0.target == "2" })
    }

    @Test func `skipping needs a reason, and lets the next of the key go`() async throws {
        let (house, admin, last) = try await house()
        let path = "/api/v1/deliveries/1/skip"
        #expect(try await house.ask(path, as: admin).status == 400)
        #expect(try await house.ask(path, as: admin, body: #"{"reason":"  "}"#).status == 400)
        let done = try await house.ask(path, as: admin, body: #"{"reason":"手工处理"}"#)
        #expect(done.status == 200)
        #expect(try await state(1, in: house) == .skipped)
        #expect(try await state(last, in: house) == .ready)
        let skipped = try await house.store.read { try Outbox.find(1, in: $0) }
        #expect(skipped?.lastError?.contains("手工处理") == true)
    }

    @Test func `many are tried again in their order; a dry run only shows them`() async throws {
        let (house, admin, last) = try await house()
        let path = "/api/v1/deliveries/replay"
        let dry = try await house.ask(
            path, as: admin, body: #"{"filter":{"connector":"courier"},"dryRun":true}"#)
        #expect(ids(dry, "wouldReplay") == [1, 2])
        #expect(!dry.text.contains("13800000000"))
        #expect(try await state(1, in: house) == .dead, "nothing was done")
        let done = try await house.ask(path, as: admin, body: #"{"ids":[2,1,\#(last)]}"#)
        #expect(ids(done, "replayed") == [1, 2])
        #expect(try await state(2, in: house) == .ready)
        #expect(try await house.ask(path, as: admin, body: "{}").status == 400)
    }

    @Test func `a lane is paused and resumed, and says who paused it`() async throws {
        let (house, admin, _) = try await house()
        #expect(try await house.ask("/api/v1/lanes/courier.main/pause", as: admin).status == 200)
        let lanes = try await house.get("/api/v1/lanes", as: admin)
        guard case .array(let rows)? = lanes.json?["lanes"],
            let lane = rows.first(where: { $0["lane"] == "courier.main" })
        else {
            Issue.record("no lane: \(lanes.text)")
            return
        }
        #expect(lane["dead"] == .integer(2))
        #expect(lane["pausedBy"] != nil)
        #expect(lane["policy"]?["inFlight"] == .integer(3))
        #expect(try await house.ask("/api/v1/lanes/courier.main/resume", as: admin).status == 200)
        #expect(try await house.ask("/api/v1/lanes/nowhere/pause", as: admin).status == 404)
    }

    private func state(_ id: Int, in house: TestHouse) async throws -> Delivery.State? {
        try await house.store.read { try Outbox.find(id, in: $0)?.state }
    }
}
