import Foundation

/// A place where blood is drawn, and what it is doing.
public struct Window: Codable, Hashable, Sendable, Identifiable {
    public enum State: String, Codable, Sendable {
        case open, paused, closed
    }

    /// How the next ticket is chosen.
    public enum Mode: String, Codable, Sendable {
        /// The line chooses: emergency, due, then priority and normal at a ratio.
        case automatic
        /// The phlebotomist picks from the list.
        case manual
    }

    public let id: WindowID
    public var state: State
    public var mode: Mode
    /// Why it pauses, in the phlebotomist's words.
    public var pauseReason: String?
    /// The ticket called to it or drawn at it.
    public var ticket: TicketID?

    public init(
        id: WindowID, state: State = .closed, mode: Mode = .automatic,
        pauseReason: String? = nil, ticket: TicketID? = nil
    ) {
        self.id = id
        self.state = state
        self.mode = mode
        self.pauseReason = pauseReason
        self.ticket = ticket
    }
}
