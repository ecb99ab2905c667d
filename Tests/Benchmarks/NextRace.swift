import Foundation
import Lab
import Synchronization

/// "Next" in the line itself, with a million waiting against a thousand.
enum NextRace {
    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let (long, short) = (try LongLine(waiting: 1_000_000), try LongLine(waiting: 1_000))
        let contest = Contest(
            title: "next with 1,000,000 waiting ÷ with 1,000 waiting",
            unit: "µs a call", bar: .atMost(2),
            ours: .init(name: "1,000,000 waiting") { try long.call(1, times: 10_000) },
            yardstick: .init(name: "1,000 waiting") { try short.call(20, times: 500) })
        return [try await contest.play(rounds)]
    }
}

/// A line in which so many wait; each who is called is followed by a new one.
private final class LongLine: Sendable {
    private struct State {
        var line: Line
        var issued = 0
        var now = Date(timeIntervalSince1970: 1_790_000_000)
    }

    private let full: Mutex<State>
    private static let windows = (1...20).map { WindowID("\($0)") }

    init(waiting: Int) throws {
        let queues: [QueueID] = ["A", "E", "C"]
        let rules = Rules(
            hall: "draw", queues: queues.map { .init(id: $0, name: "\($0)", nameEn: "\($0)") },
            windows: Self.windows.map { .init(id: $0, name: "\($0)", queues: queues) })
        var state = State(line: Line(rules: rules, day: BusinessDay(date: "2026-11-23")))
        for _ in 0..<waiting { try Self.issue(&state) }
        full = Mutex(state)
    }

    /// Microseconds that one press of "next" takes, deciding and applying.
    ///
    /// Begins each repetition with the full line anew, so that the day grows no longer.
    func call(_ repetitions: Int, times: Int) throws -> Double {
        var spent = Duration.zero
        for _ in 0..<repetitions {
            var state = full.withLock { $0 }
            // Copies what the line shares with the full one, before the watch starts.
            try Self.step(&state, Self.windows[0])
            for call in 0..<times {
                spent += try Self.step(&state, Self.windows[call % Self.windows.count])
            }
        }
        return spent.seconds * 1e6 / Double(repetitions * times)
    }

    /// Somebody arrives, `window` takes the next, who sits down.
    @discardableResult
    private static func step(_ state: inout State, _ window: WindowID) throws -> Duration {
        try issue(&state)
        let start = ContinuousClock.now
        for event in try state.line.decide(.next(window), at: state.now) { state.line.apply(event) }
        let took = start.duration(to: .now)
        try perform(.arrive(window), &state)
        return took
    }

    private static func issue(_ state: inout State) throws {
        let number = state.issued
        state.issued += 1
        state.now.addTimeInterval(1)
        let draft = Ticket.Draft(
            id: TicketID("ticket-of-the-day-\(number)"),
            person: Person(id: PatientID("P\(number)"), name: "张伟丰"),
            queue: number % 7 == 0 ? "C" : "A", class: number % 5 == 0 ? .priority : .normal)
        try perform(.issue(draft), &state)
    }

    private static func perform(_ command: Command, _ state: inout State) throws {
        for event in try state.line.decide(command, at: state.now) { state.line.apply(event) }
    }
}
