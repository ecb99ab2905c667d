import Foundation
import Hospital
import Lab
import Storage
import Testing

@testable import Daemon

struct DeskTests {
    @Test func `§6.1 an answer leaves only after its events are in the journal`() async throws {
        let hall = try await TestHall()
        let events = try await hall.desk.perform(.issue(hall.draft("P1")), by: "kiosk K1")
        let kept = try await hall.store.read { [desk = hall.desk] transaction in
            try Journal.entries(
                hall: desk.hall, day: BusinessDay(date: "2026-11-22"), after: 0, in: transaction)
        }
        #expect(kept.map(\.event) == events)
        #expect(kept.map(\.actor) == ["kiosk K1"])
    }

    @Test func `a repeated key gets the first answer and changes nothing`() async throws {
        let hall = try await TestHall()
        for patient in ["P1", "P2"] {
            try await hall.desk.perform(.issue(hall.draft(patient)), by: "kiosk K1")
        }
        let first = try await hall.desk.perform(.next("1"), key: "k", by: "window 1")
        let second = try await hall.desk.perform(.next("1"), key: "k", by: "window 1")
        #expect(first == second)
        #expect(await hall.desk.read { line in line.waitingCount(in: "A") } == 1)
    }

    @Test func `a repeated key gets the first answer after a restart too`() async throws {
        let hall = try await TestHall()
        try await hall.desk.perform(.issue(hall.draft("P1")), by: "kiosk K1")
        let first = try await hall.desk.perform(.next("1"), key: "k", by: "window 1")
        let again = try await TestHall(store: hall.store, clock: hall.clock)
        #expect(try await again.desk.perform(.next("1"), key: "k", by: "window 1") == first)
    }

    @Test func `a hundred presses at once call a hundred patients, each once`() async throws {
        let hall = try await TestHall()
        for number in 1...120 {
            try await hall.desk.perform(.issue(hall.draft("P\(number)")), by: "kiosk K1")
        }
        let desk = hall.desk
        let called = try await withThrowingTaskGroup(of: [TicketID].self) { group in
            for window in ["1", "2"] as [WindowID] {
                group.addTask {
                    var mine: [TicketID] = []
                    for _ in 0..<50 {
                        let events = try await desk.perform(.next(window), by: "window \(window)")
                        mine += events.compactMap { event in
                            if case .called(let id, _, _) = event.what { id } else { nil }
                        }
                        try await desk.perform(.finish(window), by: "window \(window)")
                    }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(called.count == 100)
        #expect(Set(called).count == 100)
        #expect(try await hall.store.verify() == [])
    }

    @Test func `a restart gives the same line`() async throws {
        let hall = try await TestHall()
        for number in 1...5 {
            try await hall.desk.perform(.issue(hall.draft("P\(number)")), by: "kiosk K1")
        }
        try await hall.desk.perform(.next("1"), by: "window 1")
        try await hall.desk.perform(.miss("1"), by: "window 1")
        let again = try await TestHall(store: hall.store, clock: hall.clock)
        let before = await hall.desk.read { line in copy line }
        #expect(await again.desk.read { line in copy line } == before)
    }

    @Test func `another daemon's events are seen and no number is given twice`() async throws {
        let hall = try await TestHall()
        let other = try await TestHall(store: hall.store, clock: hall.clock)
        try await hall.desk.perform(.issue(hall.draft("P1")), by: "kiosk K1")
        try await other.desk.perform(.issue(other.draft("P2")), by: "kiosk K2")
        try await hall.desk.perform(.issue(hall.draft("P3")), by: "kiosk K1")
        let labels = await hall.desk.read { line in line.tickets.values.map(\.label).sorted() }
        #expect(labels == ["A001", "A002", "A003"])
        await #expect(throws: Refusal.self) {
            try await other.desk.perform(.issue(other.draft("P3")), by: "kiosk K2")
        }
    }

    @Test func `at three in the night numbers restart and emergencies come along`() async throws {
        let hall = try await TestHall()
        try await hall.desk.perform(.issue(hall.draft("P1")), by: "kiosk K1")
        try await hall.desk.perform(
            .issue(hall.draft("P2", queue: "E", class: .emergency)), by: "kiosk K1")
        hall.clock.advance(by: 24 * 3600)
        try await hall.desk.perform(.issue(hall.draft("P3")), by: "kiosk K1")
        let (day, labels) = await hall.desk.read { line in
            (line.day, line.tickets.values.map(\.label).sorted())
        }
        #expect(day.date == "2026-11-23")
        #expect(labels == ["A001", "E001"])
    }

    @Test func `orders are drawn with the finish, and open again with its undo`() async throws {
        let hall = try await TestHall()
        let order = LabOrder(
            id: "L1", patient: "P1", campus: "benbu", items: [.init(code: "CBC", name: "血常规")],
            orderedAt: hall.clock.now)
        let now = hall.clock.now
        try await hall.store.write { try Records.save(order, at: now, in: $0) }
        try await hall.desk.perform(.issue(hall.draft("P1", orders: ["L1"])), by: "kiosk K1")
        try await hall.desk.perform(.next("1"), by: "window 1")
        try await hall.desk.perform(.finish("1"), by: "window 1")
        #expect(try await hall.store.read { try Records.order(id: "L1", in: $0)?.state } == .drawn)
        try await hall.desk.perform(.undo("1"), by: "window 1")
        #expect(try await hall.store.read { try Records.order(id: "L1", in: $0)?.state } == .open)
    }
}
