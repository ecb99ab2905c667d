import Foundation
import Hospital
import Wires

/// One conversation: what happened, what is sent, what is heard, how it ends.
public struct Example: Sendable {
    /// What the other side does with a call.
    public enum Heard: Sendable {
        case answer(HTTPAnswer)
        /// No connection.
        case closed
        /// The call leaves and nothing comes back.
        case silence
    }

    public let name: String
    /// The event of the HIS, as it arrives; each of its errands is delivered.
    public let event: String
    /// What each call says, by the connector's own `reading`; members not named here may be
    /// anything, so that numbers drawn at random stay out of it.
    public let sends: [JSON]
    public let hears: [Heard]
    /// How each errand ends.
    public let ends: [Outcome.Verdict]

    public init(
        _ name: String, event: String, sends: [JSON], hears: [Heard], ends: [Outcome.Verdict]
    ) {
        self.name = name
        self.event = event
        self.sends = sends
        self.hears = hears
        self.ends = ends
    }
}
