import Foundation
import Lab
import Testing

struct CarryOverTests {
    static let tomorrow = BusinessDay(date: "2026-11-23")

    private func morning(after hall: Hall) -> Hall {
        var next = Hall(Line(rules: hall.line.rules, day: Self.tomorrow), at: hall.now)
        next.take(hall.line.carryOver(to: Self.tomorrow, at: hall.now))
        return next
    }

    @Test func `numbers restart, and resting and emergency tickets keep theirs`() throws {
        var hall = Hall()
        let resting = try hall.swipe(redraws: [0, 180])  // A001
        let normal = try hall.swipe(.normal)  // A002
        _ = try hall.draw(1)
        try hall.run(.finish("1"))
        let urgent = try hall.swipe(.emergency, in: "E")  // E001
        var next = morning(after: hall)
        #expect(next.line.tickets[normal] == nil)
        #expect(next.label(resting) == "A001")
        #expect(next.line.ticket(labelled: "E001")?.id == urgent)
        #expect(next.line.nextDeadline == hall.line.nextDeadline)
        let fresh = try ["y1", "y2"].map { try issue($0, &next) }
        #expect(fresh == ["A002", "A003"], "A001 is still somebody's")
        #expect(try next.next() == "E001")
    }

    @Test func `an emergency at a window at three in the night stays there`() throws {
        var hall = Hall()
        let urgent = try hall.swipe(.emergency)
        try hall.run(.mode("1", .manual))
        try hall.run(.call(urgent, "1"))
        try hall.run(.arrive("1"))
        try hall.run(.open("2"))
        var next = morning(after: hall)
        #expect(next.line.window("1") == hall.line.window("1"))
        #expect(next.line.window("2")?.state == .closed)
        #expect(try next.run(.finish("1")) == [.finished(urgent, "1", dueAt: nil)])
    }

    private func issue(_ id: String, _ hall: inout Hall) throws -> String? {
        let person = Person(id: PatientID(id), name: "李")
        try hall.run(
            .issue(.init(id: TicketID(id), person: person, queue: "A", class: .normal)))
        return hall.label(TicketID(id))
    }
}
