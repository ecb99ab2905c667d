import Foundation

extension Line {
    /// What the line of `day` begins with: the tickets that outlive the night, with their labels.
    ///
    /// These are timed draws not yet at their end (resting, or fallen due) and open emergencies.
    /// An emergency at a window stays there, and the window open. Must be applied before anything
    /// else, so that yesterday's labels are not given again.
    public func carryOver(to day: BusinessDay, at now: Date) -> [Event] {
        let staying = tickets.values.filter { ticket in
            guard ticket.isOpen else { return false }
            return ticket.state == .resting || ticket.class == .emergency
                || (ticket.class == .due && (ticket.state == .waiting || ticket.state == .missed))
        }
        var happenings: [Event.What] = []
        for ticket in staying.sorted(by: { $0.place < $1.place }) {
            let isHere = ticket.state == .called || ticket.state == .drawing
            if isHere, let window = ticket.window.flatMap({ self.window($0) }) {
                happenings.append(.opened(window.id))
                if window.mode != .automatic { happenings.append(.modeSet(window.id, window.mode)) }
            }
            happenings.append(.carriedOver(ticket))
        }
        return happenings.map { Event($0, at: now) }
    }
}
