import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// Cancels the insurance's settlement once its list is back, where that is ours to do (interface
/// §7, step 4).
struct Cancelling: Sendable {
    let talk: Talk
    let order: ListOrder

    private var settings: InsuranceSettings { talk.office.settings }

    /// Sends it; the list has just been seen not to be submitted.
    func carryOut() async throws -> Outcome {
        if let lack = talk.dossier.lack(forCancelling: true) {
            return try await refused(because: lack)
        }
        let answer = try await talk.cancel(round: order.round)
        let settlement = order.settlement
        switch answer.reply {
        case .success(let output): return done(as: output["setlinfo"]?.text("setl_id"))
        case .failure(let failure):
            if settings.cancelled.contains(where: { failure.text.contains($0) }) {
                return done(as: nil)
            }
            try await talk.office.store.write {
                try Dossiers.cancelled(settlement, .failed, in: $0)
            }
            return try await refused(because: failure.kept)
        case .doubt(let reason): return .unknown(because: reason)
        case .unsent(let reason):
            try await forget()
            return .retry(because: reason)
        case .later(let time):
            try await forget()
            return .wait(time)
        }
    }

    /// What became of the one that was sent: it is taken back (2601), and then sent anew; never
    /// again blindly.
    func find() async throws -> Outcome {
        guard let msgid = talk.dossier.cancelMsgid else { return .unknown(because: "no msgid") }
        let answer = try await talk.takeBack(msgid)
        switch answer.reply {
        case .success: break
        case .failure(let failure):
            // It never arrived, or it was taken back before.
            let isGone = (settings.noMessage + settings.cancelled + ["已冲正"])
                .contains { failure.text.contains($0) }
            guard isGone else { return .unknown(because: failure.kept) }
        case .doubt(let reason), .unsent(let reason): return .unknown(because: reason)
        case .later(let time): return .wait(time)
        }
        try await forget()
        return .retry(because: "the cancellation of unknown outcome was taken back (2601)")
    }

    private func forget() async throws {
        let settlement = order.settlement
        try await talk.office.store.write { try Dossiers.cancelled(settlement, nil, in: $0) }
    }

    private func done(as setlID: String?) -> Outcome {
        let (order, now) = (order, talk.now)
        return .delivered.keeping { transaction in
            try Dossiers.cancelled(order.settlement, .done, as: setlID, in: transaction)
            try Dossiers.go(order, at: now, in: transaction)
        }
    }

    /// The settlement stands, so its list is submitted again before the no is told; where that
    /// fails, an errand of its own goes on with it.
    private func refused(because reason: String) async throws -> Outcome {
        let (settlement, now) = (order.settlement, talk.now)
        let dossier = try await talk.office.store.read { try Dossiers.find(settlement, in: $0) }
        guard let dossier, dossier.isWithdrawn, dossier.phase != .reversed else {
            return .refused(because: reason)
        }
        let answer = try await talk.set(submitted: true) { _, transaction in
            try Dossiers.submitting(settlement, in: [.asked, .stopped], at: now, in: transaction)
        }
        if case .success = answer.reply {
            return .refused(because: reason).keeping {
                try Dossiers.submitted(settlement, at: now, in: $0)
            }
        }
        // The no is final all the same; a dead errand would hold the one that goes on.
        let (opter, actor) = (order.opter, order.actor)
        return .delivered.keeping { transaction in
            try Dossiers.stop(settlement, because: reason, at: now, in: transaction)
            let stopped = try Dossiers.kept(settlement, in: transaction)
            guard stopped.mayBeRestored else { return }
            let errand = try ListOrder.errand(
                .restore, of: stopped, by: opter, actor: actor, in: transaction)
            try Outbox.enqueue(errand, at: now, in: transaction)
        }
    }
}
