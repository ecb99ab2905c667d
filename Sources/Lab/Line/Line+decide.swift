import Foundation

extension Line {
    /// What the command makes happen, or why it may not.
    ///
    /// Changes nothing. No events mean that nothing needs to change, as when an open window is opened.
    public func decide(_ command: Command, at now: Date) throws(Refusal) -> [Event] {
        let happenings: [Event.What] =
            switch command {
            case .issue(let draft): try issue(draft, now)
            case .next(let window): try next(window, now)
            case .call(let ticket, let window): try call(ticket, window, now)
            case .recall(let window): try recall(window)
            case .arrive(let window): try arrive(window)
            case .finish(let window): try finish(window, now)
            case .miss(let window): try miss(window)
            case .undo(let window): try undo(window, now)
            case .open(let window): try open(window)
            case .pause(let window, let reason): try pause(window, reason)
            case .close(let window): try close(window)
            case .mode(let window, let mode): try setMode(window, mode)
            case .move(let ticket, let queue, let window): try move(ticket, queue, window)
            case .reclassify(let ticket, let `class`): try reclassify(ticket, `class`)
            case .comeBack(let ticket): try comeBack(ticket)
            case .amend(let ticket, let specimens): try amend(ticket, specimens)
            case .cancel(let ticket, let reason): try cancel(ticket, reason)
            case .tick: tick(now)
            }
        return happenings.map { Event($0, at: now) }
    }

    func known(_ id: TicketID) throws(Refusal) -> Ticket {
        guard let ticket = tickets[id] else { throw .unknownTicket }
        return ticket
    }

    func known(_ id: WindowID) throws(Refusal) -> Post {
        guard let post = post(known: id) else { throw .unknownWindow(id) }
        return posts[post]
    }

    /// The ticket at a window, which must be there.
    func present(at window: WindowID) throws(Refusal) -> Ticket {
        guard let ticket = try known(window).window.ticket.flatMap({ tickets[$0] }) else {
            throw .nobodyCalled(window)
        }
        return ticket
    }
}
