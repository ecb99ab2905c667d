import Foundation
import Lab
import Testing

struct IssuingTests {
    @Test func `§6.3 numbers run on within a queue and past 999`() throws {
        var hall = Hall()
        let ids = try hall.swipe(1_001, .normal)
        #expect(
            [0, 8, 98, 998, 999, 1_000].map { hall.label(ids[$0]) } == [
                "A001", "A009", "A099", "A999", "A1000", "A1001",
            ])
        let other = try hall.swipe(in: "E")
        #expect(hall.label(other) == "E001")
    }

    @Test func `§6.3 a patient has one open ticket in the hall`() throws {
        var hall = Hall()
        let first = try hall.swipe(patient: "p")
        #expect(throws: Refusal.alreadyQueued(first)) { try hall.swipe(in: "E", patient: "p") }
        #expect(hall.line.openTicket(of: "p")?.id == first)
        _ = try hall.draw(1)
        try hall.run(.finish("1"))
        #expect(hall.line.openTicket(of: "p") == nil)
        let second = try hall.swipe(patient: "p")
        #expect(hall.label(second) == "A002")
    }

    @Test func `§6.3 an unknown queue is refused by name`() {
        var hall = Hall()
        #expect(throws: Refusal.unknownQueue("Z")) { try hall.swipe(in: "Z") }
        #expect(hall.line.tickets.isEmpty)
    }

    @Test func `labels of queues whose names run together are never given twice`() throws {
        var hall = Hall(windows: ["1": ["A", "A1"]])
        _ = try hall.swipe(1_000, .normal, in: "A")  // up to A1000
        let inner = try hall.swipe(2, .normal, in: "A1")  // A1001, A1002
        let next = try hall.swipe(in: "A")
        #expect(inner.map(hall.label) == ["A1001", "A1002"])
        #expect(hall.label(next) == "A1003")
    }

    @Test func `§6.3 triage sees each queue in its order of calling, and counts`() throws {
        var hall = Hall()
        _ = try hall.swipe(3, .normal)
        _ = try hall.swipe(.priority)
        _ = try hall.swipe(.emergency)
        _ = try hall.swipe(2, .normal, in: "E")
        #expect(hall.labels() == ["A005", "A004", "A001", "A002", "A003"])
        #expect(hall.line.waitingCount(in: "A") == 5)
        #expect(hall.line.waitingCount(in: "E") == 2)
        #expect(hall.line.waitingCount(for: "1") == 7)
        #expect(hall.line.waiting(in: "A", limit: 2).map(\.label) == ["A005", "A004"])
        #expect(hall.line.ticket(labelled: "A003").flatMap { hall.line.ahead(of: $0.id) } == 4)
        #expect(hall.line.ticket(labelled: "A099") == nil)
    }
}
