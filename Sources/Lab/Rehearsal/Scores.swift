import Foundation

/// What is noted down during a rehearsed day.
struct Scores: Sendable {
    struct Shift: Sendable {
        var tickets = 0
        /// Seconds with a patient, and seconds open.
        var busy: TimeInterval = 0
        var open: TimeInterval = 0
        var openedAt: Date?
        var calledAt: Date?
    }

    /// Waits to the first call in seconds, by the class of the call.
    private(set) var waits: [Ticket.Class: [TimeInterval]] = [:]
    /// How long it took, against what the ticket said.
    private(set) var promises: [(wait: TimeInterval, said: Estimate)] = []
    private(set) var shifts: [Shift]
    private(set) var missed = 0
    private var said: [TicketID: Estimate] = [:]
    private(set) var lastCall: Date?

    init(windows: Int) { shifts = Array(repeating: Shift(), count: windows) }

    mutating func issued(_ draft: Ticket.Draft, _ estimate: Estimate?) {
        said[draft.id] = estimate
    }

    mutating func called(_ ticket: Ticket, _ window: Int, _ now: Date) {
        shifts[window].calledAt = now
        lastCall = now
        if ticket.class == .due, let dueAt = ticket.dueAt {
            waits[.due, default: []].append(now.timeIntervalSince(dueAt))
        } else if let estimate = said.removeValue(forKey: ticket.id) {
            let wait = ticket.waited(at: now)
            waits[ticket.class, default: []].append(wait)
            promises.append((wait, estimate))
        }
    }

    mutating func left(_ window: Int, _ now: Date, drawn: Bool) {
        if drawn { shifts[window].tickets += 1 } else { missed += 1 }
        if let since = shifts[window].calledAt {
            shifts[window].busy += now.timeIntervalSince(since)
        }
        shifts[window].calledAt = nil
    }

    mutating func opened(_ window: Int, _ now: Date) {
        if shifts[window].openedAt == nil { shifts[window].openedAt = now }
    }

    mutating func shut(_ window: Int, _ now: Date) {
        if let since = shifts[window].openedAt {
            shifts[window].open += now.timeIntervalSince(since)
        }
        shifts[window].openedAt = nil
    }

    /// The windows still open close when the last patient has been called.
    mutating func end() {
        guard let lastCall else { return }
        for window in shifts.indices where (shifts[window].openedAt ?? lastCall) < lastCall {
            shut(window, lastCall)
        }
    }
}
