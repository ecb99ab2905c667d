import Foundation
import Lab
import Testing

/// A hall to try the line in: it decides, applies, and keeps the journal.
struct Hall {
    static let eight = Date(timeIntervalSince1970: 1_795_305_600)
    static let day = BusinessDay(date: "2026-11-22")

    private(set) var line: Line
    private(set) var journal: [Event] = []
    var now = Hall.eight
    private var issued = 0

    init(
        windows: [WindowID: [QueueID]] = ["1": ["A", "E"], "2": ["A", "E"]],
        _ rules: (inout Rules) -> Void = { _ in }
    ) {
        let names = Set(windows.values.flatMap(\.self)).union(["A", "E"]).sorted()
        var all = Rules(
            hall: "draw",
            queues: names.map { .init(id: $0, name: "\($0)队", nameEn: "Queue \($0)") },
            windows: windows.sorted { $0.key < $1.key }.map {
                .init(id: $0.key, name: "\($0.key)号窗口", queues: $0.value)
            })
        rules(&all)
        line = Line(rules: all, day: Self.day)
    }

    init(_ line: Line, at now: Date) {
        self.line = line
        self.now = now
    }

    /// One second passes, then the command is decided and its events applied.
    @discardableResult
    mutating func run(_ command: Command, after seconds: TimeInterval = 1) throws -> [Event.What] {
        now += seconds
        let events = try line.decide(command, at: now)
        take(events)
        return events.map(\.what)
    }

    mutating func take(_ events: [Event]) {
        for event in events { line.apply(event) }
        journal += events
    }

    @discardableResult
    mutating func swipe(
        _ class: Ticket.Class = .normal, in queue: QueueID = "A", patient: PatientID? = nil,
        redraws: [Int] = []
    ) throws -> TicketID {
        issued += 1
        let id = TicketID("t\(issued)")
        let person = Person(id: patient ?? PatientID("p\(issued)"), name: "单晓明")
        try run(
            .issue(.init(id: id, person: person, queue: queue, class: `class`, redraws: redraws)))
        return id
    }

    mutating func swipe(_ count: Int, _ class: Ticket.Class, in queue: QueueID = "A") throws
        -> [TicketID]
    {
        try (0..<count).map { _ in try swipe(`class`, in: queue) }
    }

    /// The label called by "next", or nil.
    mutating func next(_ window: WindowID = "1") throws -> String? {
        try run(.next(window), after: 10).lazy.compactMap { what -> TicketID? in
            if case .called(let id, _, _) = what { id } else { nil }
        }.first.flatMap { line.tickets[$0]?.label }
    }

    /// Calls and draws so many, one after the other.
    mutating func draw(_ count: Int, at window: WindowID = "1") throws -> [String] {
        try (0..<count).compactMap { _ in
            let label = try next(window)
            if label != nil { try run(.arrive(window)) }
            return label
        }
    }

    func state(_ id: TicketID) -> Ticket.State? { line.tickets[id]?.state }
    func label(_ id: TicketID) -> String? { line.tickets[id]?.label }
    func labels(in queue: QueueID = "A") -> [String] {
        line.waiting(in: queue, limit: .max).map(\.label)
    }

    func refusal(_ command: Command, after seconds: TimeInterval = 1) -> Refusal? {
        do throws(Refusal) {
            _ = try line.decide(command, at: now + seconds)
            return nil
        } catch {
            return error
        }
    }
}
