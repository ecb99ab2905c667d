import Foundation

/// Where tickets stand: in a lane, at a window, in the resting room, or nowhere any more.
extension Line {
    mutating func admit(_ ticket: Ticket) {
        guard tickets[ticket.id] == nil, ticket.place >= 0 else { return }
        hold(ticket.place, for: ticket.id)
        if labels[ticket.label] == nil { labels[ticket.label] = ticket.id }
        if let number = Int(ticket.label.dropFirst(ticket.queue.rawValue.count)) {
            numbers[ticket.queue] = max(numbers[ticket.queue] ?? 0, number)
        }
        settle(ticket)
    }

    mutating func carry(_ yesterdays: Ticket) {
        guard tickets[yesterdays.id] == nil else { return }
        var ticket = yesterdays
        ticket.place = holders.count
        hold(ticket.place, for: ticket.id)
        if labels[ticket.label] == nil { labels[ticket.label] = ticket.id }
        settle(ticket)
        guard ticket.state == .called || ticket.state == .drawing, let window = ticket.window
        else { return }
        let post = post(of: window)
        posts[post].window.ticket = ticket.id
        posts[post].calledAt = ticket.since
    }

    mutating func hold(_ place: Int, for ticket: TicketID) {
        while holders.count <= place { holders.append(ticket) }
        holders[place] = ticket
    }

    /// Puts a ticket that stands nowhere to where its state says.
    mutating func settle(_ ticket: Ticket, until: Int = 0) {
        tickets[ticket.id] = ticket
        if ticket.isOpen, openTickets[ticket.person.id] == nil {
            openTickets[ticket.person.id] = ticket.id
        } else if !ticket.isOpen, openTickets[ticket.person.id] == ticket.id {
            openTickets[ticket.person.id] = nil
        }
        if ticket.state == .waiting {
            let lane = ticket.pinned.map { self.lane(of: $0) } ?? self.lane(of: ticket.queue)
            lanes[lane].enter(ticket.place, ticket.class.rank, until: until)
        } else if ticket.state == .resting, let dueAt = ticket.dueAt {
            resting.enter(ticket.id, dueAt: dueAt)
        }
    }

    /// Takes a ticket from where it stands.
    ///
    /// Says until how many calls it was kept apart.
    mutating func lift(_ ticket: Ticket) -> Int? {
        if ticket.state == .waiting, let lane = lane(of: ticket) {
            return lanes[lane].leave(ticket.place, ticket.class.rank)
        }
        if ticket.state == .resting, let dueAt = ticket.dueAt {
            resting.leave(ticket.id, dueAt: dueAt)
        }
        return nil
    }

    /// Changes a ticket, and where it stands with it.
    ///
    /// Gives it as it was.
    @discardableResult
    mutating func change(_ id: TicketID, _ alter: (inout Ticket) -> Void) -> Ticket? {
        guard let before = tickets[id] else { return nil }
        var after = before
        alter(&after)
        let until = lift(before)
        let staysApart =
            after.class != .emergency && after.queue == before.queue
            && after.pinned == before.pinned
        settle(after, until: staysApart ? until ?? 0 : 0)
        return before
    }
}
