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

    /// What the secrets of the connector's `sample` are in examples, for signatures in answers.
    public static let secret = "example-secret"
    /// When examples happen: 2026-11-22 09:00 in Shanghai.
    public static let moment = Date(timeIntervalSince1970: 1_795_309_200)

    public let name: String
    /// What has happened before, told and answered as those examples say.
    public let after: [Example]
    /// The event of the HIS, as it arrives; each of its errands is delivered.
    public let event: String
    /// What each call says, by the connector's own `reading`; members not named here may be
    /// anything, so that numbers drawn at random stay out of it.
    public let sends: [JSON]
    public let hears: [Heard]
    /// How each errand ends: the last verdict.
    ///
    /// One whose fate is unknown is asked about, and one
    /// to be retried is told again, as long as there is something left to hear. Reasons are
    /// compared by containing these.
    public let ends: [Outcome.Verdict]

    public init(
        _ name: String, after: [Example] = [], event: String, sends: [JSON], hears: [Heard],
        ends: [Outcome.Verdict]
    ) {
        self.name = name
        self.after = after
        self.event = event
        self.sends = sends
        self.hears = hears
        self.ends = ends
    }
}
