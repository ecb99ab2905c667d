import Foundation

/// What a window says of the ticket it called, and of itself.
extension Line {
    func recall(_ window: WindowID) throws(Refusal) -> [Event.What] {
        let ticket = try called(at: window)
        guard ticket.attempt < rules.callsAtMost else {
            throw .noMoreCalls(label: ticket.label, limit: rules.callsAtMost)
        }
        return [.recalled(ticket.id, window, attempt: ticket.attempt + 1)]
    }

    func arrive(_ window: WindowID) throws(Refusal) -> [Event.What] {
        let ticket = try present(at: window)
        return ticket.state == .drawing ? [] : [.arrived(ticket.id, window)]
    }

    func finish(_ window: WindowID, _ now: Date) throws(Refusal) -> [Event.What] {
        [ended(try present(at: window), window, now)]
    }

    func miss(_ window: WindowID) throws(Refusal) -> [Event.What] {
        [.missed(try called(at: window).id, window)]
    }

    private func called(at window: WindowID) throws(Refusal) -> Ticket {
        let ticket = try present(at: window)
        guard ticket.state == .called else {
            throw .tooLate(label: ticket.label, ticket.state)
        }
        return ticket
    }

    func open(_ window: WindowID) throws(Refusal) -> [Event.What] {
        try known(window).window.state == .open ? [] : [.opened(window)]
    }

    /// A patient called or being drawn stays with the window.
    func pause(_ id: WindowID, _ reason: String) throws(Refusal) -> [Event.What] {
        let window = try known(id).window
        let isPaused = window.state == .paused && window.pauseReason == reason
        return isPaused ? [] : [.paused(id, reason: reason)]
    }

    /// A patient called and not yet here goes back to the head of the queue.
    func close(_ id: WindowID) throws(Refusal) -> [Event.What] {
        let window = try known(id).window
        guard let ticket = window.ticket.flatMap({ tickets[$0] }) else {
            return window.state == .closed ? [] : [.closed(id)]
        }
        guard ticket.state == .called else { throw .windowBusy(id, label: ticket.label) }
        return [.putBack(ticket.id, id), .closed(id)]
    }

    func setMode(_ id: WindowID, _ mode: Window.Mode) throws(Refusal) -> [Event.What] {
        try known(id).window.mode == mode ? [] : [.modeSet(id, mode)]
    }
}
