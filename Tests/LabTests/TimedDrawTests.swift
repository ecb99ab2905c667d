import Foundation
import Lab
import Testing

struct TimedDrawTests {
    @Test func `the first draw plants the later ones, timed from it`() throws {
        var hall = Hall()
        let id = try hall.swipe(redraws: [0, 60, 120])
        _ = try hall.draw(1)
        let called = hall.line.tickets[id]?.firstCalledAt
        try hall.run(.finish("1"), after: 120)
        let drawn = hall.now
        #expect(hall.state(id) == .resting)
        #expect(hall.line.nextDeadline == drawn + 3_600)
        #expect(hall.refusal(.call(id, "1")) == .notWaiting(label: "A001", .resting))
        #expect(
            hall.refusal(.move(id, queue: "E", window: nil)) == .notWaiting(label: "A001", .resting)
        )
        #expect(try hall.run(.tick, after: 3_599) == [])
        #expect(try hall.run(.tick, after: 600) == [.fellDue(id)])
        #expect(hall.line.tickets[id]?.class == .due)
        _ = try hall.draw(1)
        try hall.run(.finish("1"))
        #expect(hall.line.tickets[id]?.dueAt == drawn + 7_200, "not from the late second draw")
        try hall.run(.tick, after: 7_200)
        _ = try hall.draw(1)
        try hall.run(.finish("1"))
        #expect(hall.state(id) == .done)
        #expect(hall.line.tickets[id]?.firstCalledAt == called)
    }

    @Test func `§6.4b one fallen due goes ahead of all but emergencies`() throws {
        var hall = Hall()
        let id = try hall.swipe(redraws: [30])
        _ = try hall.draw(1)
        try hall.run(.finish("1"))
        _ = try hall.swipe(.priority)
        _ = try hall.swipe(.normal)
        _ = try hall.swipe(.emergency)
        try hall.run(.tick, after: 1_801)
        #expect(hall.labels() == ["A004", "A001", "A002", "A003"])
        #expect(hall.line.openTicket(of: "p1")?.id == id)
    }

    @Test func `an emergency stays one when it falls due`() throws {
        var hall = Hall()
        let id = try hall.swipe(.emergency, redraws: [10])
        _ = try hall.draw(1)
        try hall.run(.finish("1"))
        try hall.run(.tick, after: 600)
        #expect(hall.line.tickets[id]?.class == .emergency)
    }
}
