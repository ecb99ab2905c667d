import Foundation
import Hospital
import Storage

/// What we know of one settlement: its insurance, its list, and how its reversal stands.
struct Dossier: Hashable, Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case registration, outpatient, inpatient
    }

    /// Where the list stands, as far as we know (interface §7).
    enum ListState: String, Sendable, CaseIterable {
        case notUploaded, uploaded, submitted
        /// Its settlement is reversed.
        case cancelled
    }

    /// How the question whether the settlement may be reversed stands.
    enum Phase: String, Sendable, CaseIterable {
        /// Nobody asks, or the HIS said that it does not reverse.
        case idle
        case asked
        /// Told not to reverse.
        case stopped
        /// Told to go on.
        case go
        /// The HIS has reversed it.
        case reversed
    }

    /// How the insurance's own cancellation (2208, 2305) stands, where it is ours to make.
    enum Cancellation: String, Sendable, CaseIterable {
        /// Sent, and its outcome not known yet.
        case sent
        case done, failed
    }

    /// What the insurance calls the settlement.
    struct Insured: Hashable, Sendable {
        let setlID: String
        let psnNo: String?
        let mdtrtID: String?
        let area: String?
    }

    /// A change of the list that we have asked for, whether it was made or not.
    struct Change: Hashable, Sendable {
        let isToSubmitted: Bool
        let at: Date
    }

    let settlement: String
    let kind: Kind
    let campus: String
    let patient: String
    let visit: String?
    let stay: String?
    let total: Money?
    let at: Date
    /// Nil where no insurance bears any of it.
    let insured: Insured?
    let state: ListState
    /// Whether a change was sent whose outcome nobody knows: a marker on the state.
    let isInDoubt: Bool
    /// Whether it was submitted before we took it back.
    let isWithdrawn: Bool
    let lastChange: Change?
    let phase: Phase
    /// Counts up each time the question is put anew; part of the errands' numbers.
    let round: Int
    let goAt: Date?
    let reversedAt: Date?
    /// When the platform last told the state.
    let lookedAt: Date?
    let cancellation: Cancellation?
    /// The msgid of the cancellation that was sent last.
    let cancelMsgid: String?
    /// The insurance's number of the settlement that cancels this one.
    let cancelSetlID: String?
    let error: String?

    var lane: String { InsuranceConnector.lane(of: campus) }

    /// What is missing to speak of it with the platform; nil where nothing is.
    func lack(forCancelling: Bool = false) -> String? {
        guard let insured else { return "缺少 setl_id (insurance.settlement)" }
        if insured.psnNo == nil { return "结算事件缺少 psn_no (insurance.number)" }
        guard insured.area?.wholeMatch(of: /[0-9]{6}/) != nil else {
            return "结算事件缺少参保地，六位 insuplc_admdvs (insurance.area)"
        }
        if forCancelling, insured.mdtrtID == nil {
            return "结算事件缺少 mdtrt_id (insurance.visit)"
        }
        return nil
    }

    /// Whether its list is to be submitted again: nobody reverses it any more.
    var mayBeRestored: Bool {
        isWithdrawn && (phase == .idle || phase == .stopped) && cancellation != .sent
            && cancellation != .done
    }

    /// Whether a query that tells the opposite may not have caught up with a change of ours yet.
    func doubtsQuery(isSubmitted: Bool, at now: Date, settling: Int) -> Bool {
        guard let lastChange, lastChange.isToSubmitted != isSubmitted else { return false }
        return now.timeIntervalSince(lastChange.at) < Double(settling)
    }
}
