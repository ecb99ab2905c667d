import Foundation

/// How events away from the windows change a ticket.
extension Line {
    mutating func fallDue(_ id: TicketID, _ now: Date) {
        guard tickets[id] != nil else { return }
        let place = holders.count
        hold(place, for: id)
        change(id) { ticket in
            ticket.queueAgain(now)
            ticket.place = place
            if ticket.class != .emergency { ticket.class = .due }
        }
    }

    mutating func comeBack(_ id: TicketID, _ now: Date) {
        guard let before = tickets[id] else { return }
        var after = before
        after.queueAgain(now)
        _ = lift(before)
        let calls = lane(of: after).map { lanes[$0].calls } ?? 0
        settle(after, until: after.class == .emergency ? 0 : calls + rules.returnsAfter)
    }

    mutating func move(
        _ id: TicketID, _ queue: QueueID, _ pin: WindowID?, _ now: Date
    ) {
        if let window = tickets[id]?.window { vacate(post(of: window), id) }
        change(id) { ticket in
            if ticket.state != .waiting { ticket.queueAgain(now) }
            ticket.queue = queue
            ticket.pinned = pin
        }
    }

    mutating func cancel(_ id: TicketID, _ now: Date) {
        if let window = tickets[id]?.window { vacate(post(of: window), id) }
        change(id) { ticket in
            ticket.state = .cancelled
            ticket.since = now
        }
    }

    mutating func undo(_ window: WindowID, _ before: Ticket) {
        guard let present = tickets[before.id] else { return }
        let post = post(of: window)
        let step = posts[post].forget(before.id)
        _ = lift(present)
        for mark in step?.marks ?? [] { lanes[mark.lane].uncount(before.place, mark) }
        settle(before, until: step?.heldUntil ?? 0)
        let isHere = before.state == .called || before.state == .drawing
        posts[post].window.ticket = isHere ? before.id : nil
        posts[post].calledAt = isHere ? step?.calledAt ?? before.since : nil
        posts[post].occupiedSince = isHere ? before.since : nil
    }
}

extension Ticket {
    /// Waits again, as if it had not been called.
    mutating func queueAgain(_ now: Date) {
        state = .waiting
        since = now
        attempt = 0
        window = nil
    }
}
