import Foundation
import Hub
import Storage

extension Office {
    /// Carries out a proposal of somebody else's, and has the stays it concerns computed anew.
    func confirm(_ id: Int, by caller: Caller, at now: Date) async throws {
        let book = book
        try await store.write { transaction in
            let (entry, since) = try Changes.confirm(id, by: caller, at: now, in: transaction)
            try Audit.append(
                Audit.Entry(
                    at: now, actor: caller.actor, origin: caller.origin,
                    action: "nursing.confirm", target: "\(id)", detail: entry.change.kind.rawValue),
                in: transaction)
            guard let since else { return }
            try StayRow.markStale(reaching: since, campus: entry.campus, in: transaction)
            let round = Round(
                .stale, through: book.ended(at: now), occasion: "change-\(id)")
            try Outbox.enqueue(round.errand, at: now, in: transaction)
        }
        premises.wake([NursingConnector.lane])
    }
}
