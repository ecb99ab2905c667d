import Foundation

/// What people and clocks ask of a line.
public enum Command: Hashable, Sendable {
    /// A card was swiped, or the triage desk adds a patient by hand.
    case issue(Ticket.Draft)
    /// The window wants whoever is next. Opens a window that is paused or closed,
    /// and finishes the draw that is on.
    case next(WindowID)
    /// The window picks this ticket from the list.
    case call(TicketID, WindowID)
    case recall(WindowID)
    case arrive(WindowID)
    case finish(WindowID)
    case miss(WindowID)
    /// Takes back the window's last step.
    case undo(WindowID)
    case open(WindowID)
    case pause(WindowID, reason: String)
    case close(WindowID)
    case mode(WindowID, Window.Mode)
    /// To another queue, or to one window, or both. `window: nil` lets any window call it.
    case move(TicketID, queue: QueueID?, window: WindowID?)
    case reclassify(TicketID, Ticket.Class)
    /// A missed patient is back.
    case comeBack(TicketID)
    /// What is to be drawn has changed: an order was added or withdrawn.
    case amend(TicketID, [Ticket.Specimen])
    case cancel(TicketID, reason: String)
    /// Time has passed: re-draws fall due, calls expire.
    case tick
}
