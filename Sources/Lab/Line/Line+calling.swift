import Foundation

/// Who is called, by the line's own choice or by hand.
extension Line {
    func next(_ id: WindowID, _ now: Date) throws(Refusal) -> [Event.What] {
        let post = try known(id)
        guard post.window.mode == .automatic else { throw .manualMode(id) }
        var happenings = try free(post, now)
        if post.window.state != .open { happenings.append(.opened(id)) }
        var walk = Walk(post.lanes.map { lanes[$0] }, rules)
        if let place = walk.next() {
            happenings.append(.called(holders[place], id, attempt: 1))
        }
        if happenings.isEmpty { throw .nobodyWaiting }
        return happenings
    }

    func call(
        _ ticket: TicketID, _ id: WindowID, _ now: Date
    ) throws(Refusal) -> [Event.What] {
        let post = try known(id)
        let picked = try known(ticket)
        let label = picked.label
        switch picked.state {
        case .waiting, .missed: break
        case .called, .drawing:
            guard let window = picked.window, window != id else {
                throw .windowBusy(id, label: label)
            }
            throw .calledElsewhere(label: label, window)
        case .resting, .done, .cancelled: throw .notWaiting(label: label, picked.state)
        }
        if let pinned = picked.pinned {
            if pinned != id { throw .pinnedElsewhere(label: label, pinned) }
        } else if lane(of: picked).map(post.lanes.contains) != true {
            throw .queueNotServed(picked.queue, id)
        }
        var happenings = try free(post, now)
        if post.window.state != .open { happenings.append(.opened(id)) }
        if picked.state == .missed { happenings.append(.cameBack(ticket)) }
        return happenings + [.called(ticket, id, attempt: 1)]
    }

    /// Ends the draw that is on, so that another can be called; a mere call must be settled first.
    private func free(_ post: Post, _ now: Date) throws(Refusal) -> [Event.What] {
        guard let ticket = post.window.ticket.flatMap({ tickets[$0] }) else { return [] }
        guard ticket.state == .drawing else {
            throw .windowBusy(post.window.id, label: ticket.label)
        }
        return [ended(ticket, post.window.id, now)]
    }

    /// The draw is over; where more are to come, the next is planted.
    func ended(_ ticket: Ticket, _ window: WindowID, _ now: Date) -> Event.What {
        let dueAt = ticket.redraws.first.map { minutes in
            (ticket.firstDrawnAt ?? now).addingTimeInterval(Double(minutes) * 60)
        }
        return .finished(ticket.id, window, dueAt: dueAt)
    }
}
