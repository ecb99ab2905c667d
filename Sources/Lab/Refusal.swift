/// Why a line will not do what it was asked.
public enum Refusal: Error, Hashable, Sendable {
    case unknownTicket
    case unknownWindow(WindowID)
    case unknownQueue(QueueID)
    /// The patient has this open ticket in the hall already.
    case alreadyQueued(TicketID)
    /// The window must first say what became of the ticket it called.
    case windowBusy(WindowID, label: String)
    case nobodyCalled(WindowID)
    case nobodyWaiting
    /// The window picks by hand.
    case manualMode(WindowID)
    case calledElsewhere(label: String, WindowID)
    case notWaiting(label: String, Ticket.State)
    case pinnedElsewhere(label: String, WindowID)
    case queueNotServed(QueueID, WindowID)
    case noMoreCalls(label: String, limit: Int)
    case nothingToUndo(WindowID)
    case tooLate(label: String, Ticket.State)
}
