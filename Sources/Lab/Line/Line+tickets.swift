import Foundation

/// What triage desk and kiosk do to tickets.
extension Line {
    func issue(_ draft: Ticket.Draft, _ now: Date) throws(Refusal) -> [Event.What] {
        guard isKnown(draft.queue) else { throw .unknownQueue(draft.queue) }
        if let open = openTickets[draft.person.id] { throw .alreadyQueued(open) }
        if tickets[draft.id] != nil { throw .alreadyQueued(draft.id) }
        return [
            .issued(
                Ticket(
                    id: draft.id, label: freeLabel(in: draft.queue), person: draft.person,
                    queue: draft.queue, class: draft.class, issuedAt: now, since: now,
                    redraws: Set(draft.redraws).filter { $0 > 0 }.sorted(),
                    specimens: draft.specimens, place: holders.count))
        ]
    }

    /// The next number that nobody has, tickets carried over from yesterday included.
    private func freeLabel(in queue: QueueID) -> String {
        var number = numbers[queue] ?? 0
        while true {
            number += 1
            let zeros = String(repeating: "0", count: number < 10 ? 2 : number < 100 ? 1 : 0)
            let label = "\(queue)\(zeros)\(number)"
            if labels[label] == nil { return label }
        }
    }

    func move(
        _ id: TicketID, _ queue: QueueID?, _ window: WindowID?
    ) throws(Refusal) -> [Event.What] {
        let ticket = try known(id)
        if let queue, !isKnown(queue) { throw .unknownQueue(queue) }
        if let window { _ = try known(window) }
        let target = queue ?? ticket.queue
        switch ticket.state {
        case .waiting where ticket.queue == target && ticket.pinned == window: return []
        case .waiting, .missed, .called: return [.moved(id, queue: target, window: window)]
        case .resting: throw .notWaiting(label: ticket.label, ticket.state)
        case .drawing, .done, .cancelled: throw .tooLate(label: ticket.label, ticket.state)
        }
    }

    func reclassify(_ id: TicketID, _ class: Ticket.Class) throws(Refusal) -> [Event.What] {
        let ticket = try known(id)
        switch ticket.state {
        case .waiting, .missed, .called, .resting:
            return ticket.class == `class` ? [] : [.reclassified(id, `class`)]
        case .drawing, .done, .cancelled: throw .tooLate(label: ticket.label, ticket.state)
        }
    }

    func comeBack(_ id: TicketID) throws(Refusal) -> [Event.What] {
        let ticket = try known(id)
        switch ticket.state {
        case .missed: return [.cameBack(id)]
        case .waiting: return []
        case .called, .drawing, .done, .cancelled, .resting:
            throw .tooLate(label: ticket.label, ticket.state)
        }
    }

    func amend(
        _ id: TicketID, _ specimens: [Ticket.Specimen]
    ) throws(Refusal) -> [Event.What] {
        let ticket = try known(id)
        guard ticket.isOpen else { throw .tooLate(label: ticket.label, ticket.state) }
        return ticket.specimens == specimens ? [] : [.amended(id, specimens)]
    }

    func cancel(_ id: TicketID, _ reason: String) throws(Refusal) -> [Event.What] {
        let ticket = try known(id)
        switch ticket.state {
        case .waiting, .called, .missed, .resting: return [.cancelled(id, reason: reason)]
        case .cancelled: return []
        case .drawing, .done: throw .tooLate(label: ticket.label, ticket.state)
        }
    }

    /// Re-draws whose minute has come, then calls that nobody answered.
    func tick(_ now: Date) -> [Event.What] {
        let due = resting.seats.prefix { $0.dueAt <= now }.map { Event.What.fellDue($0.ticket) }
        let expired = posts.indices.compactMap { index -> Event.What? in
            guard let expiry = expiry(at: index), expiry <= now,
                let ticket = posts[index].window.ticket
            else { return nil }
            return .missed(ticket, posts[index].window.id)
        }
        return due + expired
    }
}
