import Foundation

/// Something that happened in a line; the journal's only content.
///
/// Tickets are carried whole where they change, so that applying never has to decide.
public struct Event: Codable, Hashable, Sendable {
    public enum What: Codable, Hashable, Sendable {
        case issued(Ticket)
        /// From yesterday, with its old label: resting and emergency tickets.
        case carriedOver(Ticket)
        case called(TicketID, WindowID, attempt: Int)
        case recalled(TicketID, WindowID, attempt: Int)
        case arrived(TicketID, WindowID)
        /// The draw is over; `dueAt` where another is planted.
        case finished(TicketID, WindowID, dueAt: Date?)
        case missed(TicketID, WindowID)
        /// A resting ticket's minute has come.
        case fellDue(TicketID)
        case cameBack(TicketID)
        /// Handed back to the head of its queue by a window that closes.
        case putBack(TicketID, WindowID)
        case moved(TicketID, queue: QueueID, window: WindowID?)
        case reclassified(TicketID, Ticket.Class)
        case amended(TicketID, [Ticket.Specimen])
        case cancelled(TicketID, reason: String)
        case opened(WindowID)
        case paused(WindowID, reason: String)
        case closed(WindowID)
        case modeSet(WindowID, Window.Mode)
        /// The window's last step was taken back: the ticket is again what it was before.
        case undone(WindowID, before: Ticket)
    }

    public let at: Date
    public let what: What

    public init(_ what: What, at: Date) {
        self.at = at
        self.what = what
    }
}

extension Event {
    /// The ticket it is about, if it is about one.
    public var ticket: TicketID? {
        switch what {
        case .issued(let ticket), .carriedOver(let ticket), .undone(_, let ticket): ticket.id
        case .called(let id, _, _), .recalled(let id, _, _), .arrived(let id, _),
            .finished(let id, _, _), .missed(let id, _), .fellDue(let id), .cameBack(let id),
            .putBack(let id, _), .moved(let id, _, _), .reclassified(let id, _),
            .amended(let id, _), .cancelled(let id, _):
            id
        case .opened, .paused, .closed, .modeSet: nil
        }
    }
}
