import Foundation

/// How events at a window change it and its ticket.
extension Line {
    mutating func call(_ id: TicketID, _ desk: Int, _ attempt: Int, _ now: Date) {
        guard let before = tickets[id] else { return }
        var after = before
        after.state = .called
        after.window = desks[desk].window.id
        after.attempt = attempt
        after.firstCalledAt = before.firstCalledAt ?? now
        after.since = now
        var step = Desk.Step(
            what: .called, at: now, before: before, after: after, calledAt: desks[desk].calledAt)
        step.heldUntil = lift(before)
        for lane in desks[desk].lanes {
            step.marks.append(
                lanes[lane].count(
                    before.place, before.class.rank, in: lane, perNormal: rules.priorityPerNormal))
        }
        tickets[id] = after
        desks[desk].remember(step)
        desks[desk].occupy(id, now)
    }

    mutating func finish(_ id: TicketID, _ window: WindowID, _ dueAt: Date?, _ now: Date) {
        leave(desk(of: window), id, now)
        step(.finished, id, window, now) { ticket in
            ticket.since = now
            ticket.dueAt = dueAt
            ticket.state = dueAt == nil ? .done : .resting
            guard dueAt != nil else { return }
            ticket.firstDrawnAt = ticket.firstDrawnAt ?? now
            if !ticket.redraws.isEmpty { ticket.redraws.removeFirst() }
        }
    }

    /// Changes a ticket as a step that the window can take back.
    mutating func step(
        _ what: Desk.Step.What, _ id: TicketID, _ window: WindowID, _ now: Date,
        _ alter: (inout Ticket) -> Void
    ) {
        let desk = desk(of: window)
        guard let before = change(id, alter), let after = tickets[id] else { return }
        desks[desk].remember(
            .init(
                what: what, at: now, before: before, after: after,
                calledAt: desks[desk].calledAt))
    }

    /// The ticket's time at the window is over, which shows the pace.
    mutating func leave(_ desk: Int, _ id: TicketID, _ now: Date) {
        guard desks[desk].window.ticket == id else { return }
        if let since = desks[desk].occupiedSince { pace.see(now.timeIntervalSince(since)) }
        let waiting = desks[desk].lanes.contains { lanes[$0].count > 0 }
        vacate(desk, id)
        desks[desk].freeSince = waiting ? now : nil
    }

    mutating func vacate(_ desk: Int, _ id: TicketID) {
        if desks[desk].window.ticket == id { desks[desk].vacate() }
    }

    mutating func set(_ window: WindowID, _ state: Window.State, because: String? = nil) {
        let desk = desk(of: window)
        desks[desk].window.state = state
        desks[desk].window.pauseReason = because
        if state != .open { desks[desk].freeSince = nil }
    }
}
