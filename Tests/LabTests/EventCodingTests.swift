import Foundation
import Lab
import Testing

/// The journal keeps events as JSON for years.
struct EventCodingTests {
    static let ticket = Ticket(
        id: "t1", label: "A083",
        person: Person(id: "P1", name: "单晓明", sex: .female, birthDate: "1990-03-07"), queue: "A",
        class: .priority, state: .resting, pinned: "2", window: "3", attempt: 2,
        issuedAt: Hall.eight, firstCalledAt: Hall.eight + 60, since: Hall.eight + 61.5,
        dueAt: Hall.eight + 3600, redraws: [120], firstDrawnAt: Hall.eight + 62,
        specimens: [
            .init(order: "L1", test: "血常规", tube: "purple"), .init(order: "L2", test: "糖"),
        ],
        place: 82)

    static let all: [Event.What] = [
        .issued(ticket), .carriedOver(ticket), .called("t1", "3", attempt: 1),
        .recalled("t1", "3", attempt: 2), .arrived("t1", "3"),
        .finished("t1", "3", dueAt: Hall.eight), .finished("t1", "3", dueAt: nil),
        .missed("t1", "3"), .fellDue("t1"), .cameBack("t1"), .putBack("t1", "3"),
        .moved("t1", queue: "E", window: "3"), .moved("t1", queue: "E", window: nil),
        .reclassified("t1", .emergency), .cancelled("t1", reason: "走了"), .opened("3"),
        .paused("3", reason: "吃饭"), .closed("3"), .modeSet("3", .manual),
        .undone("3", before: ticket),
    ]

    @Test(arguments: all)
    func `every event comes back from the journal as it went in`(what: Event.What) throws {
        let event = Event(what, at: Hall.eight + 0.25)
        let json = try JSONEncoder().encode(event)
        #expect(try JSONDecoder().decode(Event.self, from: json) == event)
    }

    @Test func `a busy day read back from JSON gives the same line`() throws {
        var day = RandomDay(seed: 4711)
        for _ in 0..<400 { try day.step() }
        let json = try JSONEncoder().encode(day.hall.journal)
        let journal = try JSONDecoder().decode([Event].self, from: json)
        #expect(Line(replaying: journal, like: day.first) == day.hall.line)
    }

    @Test(arguments: all)
    func `events about tickets nobody knows change nothing for anybody else`(what: Event.What)
        throws
    {
        var hall = Hall(windows: ["1": ["A"], "3": ["A"]])
        if case .issued = what { return }
        if case .carriedOver = what { return }
        let known = try hall.swipe()
        let before = hall.line.tickets
        guard Event(what, at: hall.now).ticket != nil else { return }
        try hall.run(.open("3"))
        hall.take([
            Event(renamed(what), at: hall.now)
        ])
        #expect(hall.line.tickets == before)
        #expect(try hall.next("3") == hall.label(known))
    }

    /// The hall's own ticket is t1 as well.
    private func renamed(_ what: Event.What) -> Event.What {
        switch what {
        case .called(_, let window, let attempt): .called("x", window, attempt: attempt)
        case .recalled(_, let window, let attempt): .recalled("x", window, attempt: attempt)
        case .arrived(_, let window): .arrived("x", window)
        case .finished(_, let window, let dueAt): .finished("x", window, dueAt: dueAt)
        case .missed(_, let window): .missed("x", window)
        case .fellDue: .fellDue("x")
        case .cameBack: .cameBack("x")
        case .putBack(_, let window): .putBack("x", window)
        case .moved(_, let queue, let window): .moved("x", queue: queue, window: window)
        case .reclassified(_, let `class`): .reclassified("x", `class`)
        case .cancelled(_, let reason): .cancelled("x", reason: reason)
        case .undone(let window, _):
            .undone(
                window,
                before: Ticket(
                    id: "x", label: "X", person: Self.ticket.person, queue: "A", class: .normal,
                    issuedAt: Hall.eight, since: Hall.eight, place: 0))
        default: what
        }
    }
}
