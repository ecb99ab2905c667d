import Foundation

/// What a lane may do now, and when to look again.
public struct Turn: Sendable {
    public enum Next: Hashable, Sendable {
        /// Nothing before this moment, if nothing new comes.
        case at(Date)
        /// Only when one under way has ended.
        case acknowledgement
        /// Another daemon looks at this lane right now.
        case taken
        /// Nothing waits, or a person has paused the lane.
        case never
    }

    /// Ours now, in the order they are to go.
    public var deliveries: [Delivery] = []
    /// Whether they are to show that the counterparty is back.
    public var isTrial = false
    public var next: Next
    /// How far the claims have come: all that was due earlier has gone, but for what came in out
    /// of turn.
    public var mark: Date?
}
