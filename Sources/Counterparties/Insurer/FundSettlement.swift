import Foundation

/// A settlement between a person, a hospital and the fund, with its list.
struct FundSettlement: Codable, Sendable {
    let id: String
    let psnNo: String
    let mdtrtID: String
    let isInpatient: Bool
    /// Negative for one that cancels another.
    let fen: Int
    let campus: String
    /// The message that made it; "" where it was put into the books by hand.
    let msgid: String
    let at: Date
    /// The settlement this one cancels.
    var cancels: String?
    /// The settlement this one is cancelled by.
    var cancelledBy: String?
    /// Whether 2601 took it back, as if it had never been.
    var isReversed = false
    /// The last one counts; those before it were replaced.
    var lists: [FundList] = []

    var list: FundList? { lists.last }
    /// Whether it counts.
    var isValid: Bool { cancels == nil && cancelledBy == nil && !isReversed }
}

/// A settlement list, 结算清单, with what became of it.
struct FundList: Codable, Sendable {
    let id: String
    /// The `setlinfo` it was uploaded with.
    let content: String
    var steps: [Step]

    struct Step: Codable, Sendable {
        /// `0` not submitted, `1` submitted.
        let state: String
        let at: Date
        /// The message that did it; "" where it was done by hand.
        let msgid: String
        /// Queries do not see it earlier.
        var seenFrom: Date?
    }

    var isSubmitted: Bool { steps.last?.state == "1" }

    /// The state queries tell at `now`; nil while they do not see the list at all.
    func state(at now: Date) -> String? {
        steps.last { step in step.seenFrom.map { $0 <= now } ?? true }?.state
    }
}
