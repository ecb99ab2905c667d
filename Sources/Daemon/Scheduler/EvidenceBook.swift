import Foundation
import Hub
import Storage
import Synchronization
import Wires

/// What one try at a delivery says and hears.
///
/// A request is on disk before it leaves. What came back waits for the next write of the same
/// delivery: the next request, or the acknowledgement.
final class EvidenceBook: Evidence {
    /// What the try has shown so far.
    struct Summary: Sendable {
        /// Something may have left.
        var hasSpoken = false
        /// The last request was answered.
        var wasHeard = false
        var heard: [Exchange.Heard] = []
        var isClosed = false
    }

    private let delivery: Delivery
    private let shift: Shift
    private let summary = Mutex(Summary())

    init(_ delivery: Delivery, shift: Shift) {
        self.delivery = delivery
        self.shift = shift
    }

    func intend(_ request: String, number: String?) async throws -> Int {
        let (heard, before) = try summary.withLock { summary in
            guard !summary.isClosed else { throw CancellationError() }
            let before = (summary.hasSpoken, summary.wasHeard)
            summary.hasSpoken = true
            summary.wasHeard = false
            return (summary.heard, before)
        }
        let (delivery, now) = (delivery, shift.now())
        let exchange: Int
        do {
            exchange = try await shift.store.write { transaction in
                try Outbox.hear(heard, in: transaction)
                return try Outbox.intend(
                    request, number: number, for: delivery, at: now, in: transaction)
            }
        } catch {
            // Not on disk, so it does not leave either.
            summary.withLock { ($0.hasSpoken, $0.wasHeard) = before }
            throw error
        }
        try summary.withLock { summary in
            summary.heard.removeAll { heard.contains($0) }
            guard !summary.isClosed else { throw CancellationError() }
        }
        return exchange
    }

    func heard(_ answer: String, of exchange: Int) async throws {
        note(Exchange.Heard(exchange, at: shift.now(), answer: answer), wasHeard: true)
    }

    func failed(_ error: WireError, of exchange: Int) async throws {
        note(Exchange.Heard(exchange, at: shift.now(), fault: error.description), wasHeard: false)
    }

    private func note(_ heard: Exchange.Heard, wasHeard: Bool) {
        summary.withLock { summary in
            summary.heard.append(heard)
            summary.wasHeard = wasHeard
        }
    }

    /// Ends the try: nothing more may be said for it.
    func close() -> Summary {
        summary.withLock { summary in
            summary.isClosed = true
            return summary
        }
    }
}
