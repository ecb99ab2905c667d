import Foundation
import Hub
import Logging
import Storage
import Wires

/// Makes one try at a delivery: asks its connector, within the lane's time, and has the end
/// written down.
struct Runner: Sendable {
    let shift: Shift
    let acknowledger: Acknowledger
    let planner: Planner

    /// What the try may take beyond the lane's time, so that a wire's own words come first.
    private static let slack = Duration.milliseconds(500)

    /// - Returns: Whether something else of its lane may go now, or has another time to go.
    func run(_ delivery: Delivery, isTrial: Bool) async -> Bool {
        let policy = shift.policy(of: delivery.lane)
        if let connector = shift.connector(delivery.connector),
            delivery.attempt > policy.attempts
        {
            // Counted before each try: the daemon has gone down in all of them. A trial as well:
            // one that brings the daemon down would do so for ever.
            return await acknowledger.write(
                acknowledgement(
                    delivery,
                    (
                        .dead(
                            delivery.step,
                            because:
                                "given up: \(delivery.attempt - 1) tries did not come to an end"
                        ), .none
                    ), connector: connector))
        }
        let book = EvidenceBook(delivery, shift: shift)
        guard let end = await attempt(delivery, within: .seconds(policy.seconds), book) else {
            // Given back with all that this process had in hand; what was heard is evidence.
            let heard = book.close().heard
            if !heard.isEmpty {
                try? await shift.store.write { try Outbox.hear(heard, in: $0) }
            }
            return false
        }
        let summary = book.close()
        if case .threw(let error) = end, error is LeaseLost { return false }
        let judgement = Judgement(
            delivery: delivery, policy: policy, isTrial: isTrial, evidence: summary,
            now: shift.now(), random: shift.random())
        var acknowledgement = acknowledgement(
            delivery, judgement.ending(of: end), connector: shift.connector(delivery.connector))
        acknowledgement.heard = summary.heard
        acknowledgement.isOwn = Planner.isOwn(delivery)
        if case .outcome(let outcome) = end { acknowledgement.keep = outcome.keep }
        return await acknowledger.write(acknowledgement)
    }

    private func acknowledgement(
        _ delivery: Delivery, _ end: (Acknowledgement.Ending, Acknowledgement.Sign),
        connector: (any Connector)?
    ) -> Acknowledgement {
        Acknowledgement(
            delivery, end.0, sign: end.1,
            gaveUp: { reason, transaction in
                try connector?.gaveUp(delivery, because: reason, in: transaction)
            })
    }

    /// - Returns: Nil where the daemon stops first.
    private func attempt(
        _ delivery: Delivery, within limit: Duration, _ book: EvidenceBook
    ) async -> Judgement.End? {
        let end = Once<Judgement.End?>()
        let attempt = Attempt(
            delivery, at: shift.now(), correspondence: Correspondence(evidence: book, limit: limit))
        // A task of its own, so that one that heeds no cancellation is left behind, not waited for.
        let work = Task { end.settle(await ask(attempt)) }
        let alarm = Task {
            try await Task.sleep(for: limit + Self.slack)
            end.settle(.late)
        }
        defer {
            work.cancel()
            alarm.cancel()
        }
        return await withTaskCancellationHandler {
            await end.value
        } onCancel: {
            end.settle(nil)
        }
    }

    private func ask(_ attempt: Attempt) async -> Judgement.End {
        let delivery = attempt.delivery
        do {
            guard let connector = shift.connector(delivery.connector) else {
                throw UnknownOperation("\(delivery.connector) \(delivery.operation)")
            }
            if let outcome = try planner.again(delivery, by: connector, at: shift.now()) {
                return .outcome(outcome)
            }
            return switch delivery.step {
            case .deliver: .outcome(try await connector.deliver(attempt))
            case .reconcile: .outcome(try await connector.reconcile(attempt))
            }
        } catch {
            return .threw(error)
        }
    }
}
