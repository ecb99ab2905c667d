import Foundation

/// How a counterparty behaves towards one request: well, unless faults say otherwise.
struct Conduct: Sendable, Equatable {
    /// Seconds before the request is looked at.
    var delayBefore = 0.0
    /// Seconds between doing what was asked and saying so.
    var delayAfter = 0.0
    /// Whether what was asked is done.
    var commits = true
    /// Whether it is done twice, as if a proxy had sent it again; the second answer is heard.
    var deliversTwice = false
    /// Said in place of the counterparty's own answer.
    var substitute: Reply?
    var carriage = Carriage.whole
    /// What the counterparty itself says wrong.
    var slip: Slip?
    /// Refused with this, whatever it is.
    var refusal: Refusal?
    /// Seconds for which what is accepted now cannot be found by queries.
    var hiddenFor: Double?
    /// When the whole simulator dies, as if killed.
    var death: Moment?

    /// A wrong answer that only the counterparty can make.
    enum Slip: Sendable, Equatable {
        /// The answer's signature is wrong.
        case badSignature
        /// The answer is another request's.
        case wrongEcho
        /// What was asked is done, and a system error is told.
        case errorAfterCommit
    }

    struct Refusal: Sendable, Equatable {
        let code: String
        let text: String
    }

    enum Moment: Sendable {
        case beforeCommit
        case afterCommit
    }
}
