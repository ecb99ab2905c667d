import Foundation

/// How events at a window change it and its ticket.
extension Line {
    mutating func call(_ id: TicketID, _ post: Int, _ attempt: Int, _ now: Date) {
        guard let before = tickets[id] else { return }
        var after = before
        after.state = .called
        after.window = posts[post].window.id
        after.attempt = attempt
        after.firstCalledAt = before.firstCalledAt ?? now
        after.since = now
        var step = Post.Step(
            what: .called, at: now, before: before, after: after, calledAt: posts[post].calledAt)
        step.heldUntil = lift(before)
        for lane in posts[post].lanes {
            step.marks.append(
                lanes[lane].count(
                    before.place, before.class.rank, in: lane, perNormal: rules.priorityPerNormal))
        }
        tickets[id] = after
        posts[post].remember(step)
        posts[post].occupy(id, now)
    }

    mutating func finish(_ id: TicketID, _ window: WindowID, _ dueAt: Date?, _ now: Date) {
        leave(post(of: window), id, now)
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
        _ what: Post.Step.What, _ id: TicketID, _ window: WindowID, _ now: Date,
        _ alter: (inout Ticket) -> Void
    ) {
        let post = post(of: window)
        guard let before = change(id, alter), let after = tickets[id] else { return }
        posts[post].remember(
            .init(
                what: what, at: now, before: before, after: after,
                calledAt: posts[post].calledAt))
    }

    /// The ticket's time at the window is over, which shows the pace.
    mutating func leave(_ post: Int, _ id: TicketID, _ now: Date) {
        guard posts[post].window.ticket == id else { return }
        if let since = posts[post].occupiedSince { pace.see(now.timeIntervalSince(since)) }
        let waiting = posts[post].lanes.contains { lanes[$0].count > 0 }
        vacate(post, id)
        posts[post].freeSince = waiting ? now : nil
    }

    mutating func vacate(_ post: Int, _ id: TicketID) {
        if posts[post].window.ticket == id { posts[post].vacate() }
    }

    mutating func set(_ window: WindowID, _ state: Window.State, because: String? = nil) {
        let post = post(of: window)
        posts[post].window.state = state
        posts[post].window.pauseReason = because
        if state != .open { posts[post].freeSince = nil }
    }
}
