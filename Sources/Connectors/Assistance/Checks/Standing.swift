import Foundation
import Storage

/// How a patient stands on an admission: what was decided, and on which answer.
struct Standing: Hashable, Sendable {
    let decision: Decision
    /// Nil where nobody could be asked about.
    let enquiry: Enquiry?
    /// The last answer there was, where the present enquiry brought none; to be shown with its
    /// day, never to be acted upon.
    let earlier: Enquiry?

    init(_ decision: Decision, in transaction: any Transaction) throws {
        self.decision = decision
        enquiry = try decision.enquiry.flatMap { try Enquiries.find($0, in: transaction) }
        earlier =
            decision.state == .failed
            ? try decision.person.flatMap { try Enquiries.lastKnown(about: $0, in: transaction) }
            : nil
    }

    var isEligible: Bool { decision.state == .eligible }

    /// Exactly these words are the tender's.
    static let notice = "该患者是救助对象，享受先诊疗后付费政策，免交预交金！"

    var notice: String? { isEligible ? Self.notice : nil }
}
