import Foundation
import Hub
import Storage
import Wires

/// What the end of a try means for its delivery; the rules of `Outcome` as a pure function.
struct Judgement {
    /// How a try ended.
    enum End: Sendable {
        case outcome(Outcome)
        case threw(any Error)
        /// Its time was over.
        case late
    }

    let delivery: Delivery
    let policy: LanePolicy
    /// Whether it was to show that the counterparty is back; such a try is not held against the
    /// delivery.
    var isTrial = false
    let evidence: EvidenceBook.Summary
    let now: Date
    /// From 0 up to 1.
    let random: Double

    /// Seconds until an operation that nobody knows is looked at again: perhaps there is an
    /// update by then.
    static let parkedFor: TimeInterval = 600
    /// Below this many tries no age makes a delivery dead.
    private static let triesAtLeast = 3

    func ending(of end: End) -> (Acknowledgement.Ending, Acknowledgement.Sign) {
        switch end {
        case .outcome(let outcome): ending(of: outcome.verdict)
        case .late:
            evidence.hasSpoken
                ? ending(of: .unknown(because: "no end within \(policy.seconds) seconds"))
                : again(delivery.step, "no end within \(policy.seconds) seconds", .failing)
        case .threw(let error): ending(of: error)
        }
    }

    private func ending(
        of verdict: Outcome.Verdict
    ) -> (Acknowledgement.Ending, Acknowledgement.Sign) {
        switch verdict {
        case .delivered: return (.delivered, .alive)
        case .wait(let time):
            let moment = now.addingTimeInterval(max(0, time / .seconds(1)))
            return (
                .again(
                    delivery.step, at: moment, isCounted: false, because: "asked to come back"),
                evidence.wasHeard ? .alive : .none
            )
        case .retry(let reason):
            guard delivery.step == .reconcile else {
                // What we lack ourselves, such as a patient, says nothing of the other side.
                return again(.deliver, reason, evidence.hasSpoken ? .failing : .none)
            }
            // Only an answer can say that they have it not.
            return evidence.hasSpoken && !evidence.wasHeard
                ? again(.reconcile, reason, .failing) : again(.deliver, reason, .alive)
        case .refused(let reason): return (.dead(delivery.step, because: reason), .alive)
        case .unknown(let reason):
            let answers = delivery.step == .reconcile && evidence.wasHeard
            return again(.reconcile, reason, answers ? .none : .failing)
        }
    }

    private func ending(
        of error: any Error
    ) -> (Acknowledgement.Ending, Acknowledgement.Sign) {
        switch error {
        case let error as WireError:
            // A question that could not be asked says nothing.
            return switch (delivery.step, error.kind) {
            case (.reconcile, _): again(.reconcile, error.description, .failing)
            case (.deliver, .unsent): again(.deliver, error.description, .failing)
            case (.deliver, _): ending(of: Outcome(error).verdict)
            }
        case let error as UnknownOperation:
            return (
                .again(
                    delivery.step, at: now.addingTimeInterval(Self.parkedFor), isCounted: false,
                    because: error.description), .none
            )
        case let error as UnreadablePayload:
            return (
                .dead(evidence.hasSpoken ? .reconcile : delivery.step, because: error.description),
                .none
            )
        case is CancellationError: return ending(of: .late)
        default:
            // What was said before it broke may have been heard.
            let step: Delivery.Step = evidence.hasSpoken ? .reconcile : delivery.step
            return again(step, error.safeWords, .none, isCounted: !error.isOfStorage)
        }
    }

    /// Later, or never again where it has been tried often or long enough.
    private func again(
        _ step: Delivery.Step, _ reason: String, _ sign: Acknowledgement.Sign,
        isCounted: Bool = true
    ) -> (Acknowledgement.Ending, Acknowledgement.Sign) {
        let counts = isCounted && !isTrial
        let days = now.timeIntervalSince(delivery.createdAt) / 86_400
        if counts && delivery.attempt >= policy.attempts {
            return (
                .dead(step, because: "given up after \(delivery.attempt) tries: \(reason)"), sign
            )
        }
        if counts && delivery.attempt >= Self.triesAtLeast && days > Double(policy.days) {
            return (.dead(step, because: "given up after \(policy.days) days: \(reason)"), sign)
        }
        let moment = now.addingTimeInterval(
            policy.backOff(after: delivery.attempt, random: random))
        return (.again(step, at: moment, isCounted: counts, because: reason), sign)
    }
}
