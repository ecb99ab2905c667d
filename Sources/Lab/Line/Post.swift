import Foundation

/// A window in its line: what it serves, and what it did last.
struct Post: Equatable, Sendable {
    /// Something a window did to a ticket.
    struct Step: Equatable, Sendable {
        enum What: String, Sendable { case called, recalled, arrived, finished, missed }

        let what: What
        let at: Date
        let before: Ticket
        let after: Ticket
        /// When the window had last called, before this step.
        let calledAt: Date?
        /// Where the ticket was kept apart until it was called.
        var heldUntil: Int?
        var marks: [Lane.Mark] = []
    }

    /// How many steps a window remembers.
    private static let memory = 8

    var window: Window
    /// The lanes it calls from; its own, of tickets pinned to it, is the last.
    let lanes: [Int]
    private(set) var steps: [Step] = []
    /// When the present ticket was last called, recalls included.
    var calledAt: Date?
    /// Since when it could have called the next, if somebody was waiting then.
    var freeSince: Date?
    /// When the present ticket began to take up the window.
    var occupiedSince: Date?

    init(_ window: Window, lanes: [Int]) {
        self.window = window
        self.lanes = lanes
    }

    mutating func remember(_ step: Step) {
        if steps.count == Self.memory { steps.removeFirst() }
        steps.append(step)
    }

    /// The last step, out of memory, if it was about this ticket.
    mutating func forget(_ ticket: TicketID) -> Step? {
        steps.last?.before.id == ticket ? steps.removeLast() : nil
    }

    mutating func forgetAll() { steps = [] }
}

extension Post {
    mutating func occupy(_ ticket: TicketID, _ now: Date) {
        /// Longer than this the window was not kept from calling, it rested; in seconds.
        let pause: TimeInterval = 300
        window.ticket = ticket
        calledAt = now
        let free = freeSince.flatMap { now.timeIntervalSince($0) <= pause ? $0 : nil }
        occupiedSince = free ?? now
        freeSince = nil
    }

    mutating func vacate() {
        window.ticket = nil
        calledAt = nil
        occupiedSince = nil
        freeSince = nil
    }
}
