import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// Submits a list again that we had taken back, because the reversal did not take place.
struct Restoring: Sendable {
    let office: Office
    let order: ListOrder

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        try await unlessOvertaken(attempt) { talk in
            switch try await talk.look() {
            case .told(.notUploaded):
                return .refused(because: "平台没有可恢复提交的清单 (no list)")
            case .told(let state):
                // We have just taken it back ourselves: perhaps the query does not know yet.
                let isBelieved = !talk.dossier.doubtsQuery(
                    isSubmitted: true, at: talk.now, settling: office.settings.settling)
                return state == .submitted && isBelieved ? done() : try await submit(talk)
            case .refused(let reason): return .refused(because: reason)
            case .unsent(let reason), .doubt(let reason): return .retry(because: reason)
            case .later(let time): return .wait(time)
            }
        }
    }

    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        try await unlessOvertaken(attempt) { talk in
            switch try await talk.look() {
            case .told(.submitted): done()
            case .told: .retry(because: "the list is not submitted")
            case .later(let time): .wait(time)
            case .refused(let reason), .unsent(let reason), .doubt(let reason):
                .unknown(because: reason)
            }
        }
    }

    private func unlessOvertaken(
        _ attempt: Attempt, _ work: (Talk) async throws -> Outcome
    ) async throws -> Outcome {
        let settlement = order.settlement
        guard let dossier = try await office.store.read({ try Dossiers.find(settlement, in: $0) })
        else {
            // As after a restore: nothing was lost that the HIS cannot tell again.
            return .refused(because: "settlement \(settlement) is not known here; tell it again")
        }
        // Reversed meanwhile, asked for again, or submitted already: nothing is left to do.
        guard dossier.round == order.round, dossier.mayBeRestored else {
            return .delivered
        }
        guard
            let talk = Talk.open(
                office, dossier, by: order.opter, actor: order.actor,
                carry: attempt.insurerCarry)
        else { return .refused(because: dossier.lack() ?? "") }
        do {
            return try await work(talk)
        } catch is Dossiers.Overtaken {
            return .delivered
        }
    }

    private func submit(_ talk: Talk) async throws -> Outcome {
        let (settlement, now) = (order.settlement, talk.now)
        let answer = try await talk.set(submitted: true) { _, transaction in
            try Dossiers.submitting(settlement, in: [.idle, .stopped], at: now, in: transaction)
        }
        switch answer.reply {
        case .success: return done()
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        case .failure(let failure):
            switch try await talk.look() {
            case .told(.submitted): return done()
            // 已提交 by their words, but not by their query: it has not caught up.
            case .told where failure.text.contains("已提交"), .unsent, .later, .doubt:
                return .retry(because: failure.kept)
            case .told, .refused: return .refused(because: failure.kept)
            }
        }
    }

    private func done() -> Outcome {
        let (settlement, now) = (order.settlement, office.premises.now())
        return .delivered.keeping { try Dossiers.submitted(settlement, at: now, in: $0) }
    }
}
