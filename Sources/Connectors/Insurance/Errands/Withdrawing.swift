import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// Takes a submitted list back before its settlement is reversed, and finds out whether it is.
struct Withdrawing: Sendable {
    let office: Office
    let order: ListOrder

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        try await unlessOvertaken(attempt) { talk in
            if talk.dossier.cancellation == .sent {
                return try await Cancelling(talk: talk, order: order).find()
            }
            return try await takeBack(talk, try await talk.look())
        }
    }

    /// 4103 tells whether the list is back; whatever is left to do then is done.
    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        try await unlessOvertaken(attempt) { talk in
            if talk.dossier.cancellation == .sent {
                return try await Cancelling(talk: talk, order: order).find()
            }
            return switch try await talk.look() {
            case .told(.submitted): .retry(because: "the list is still submitted")
            case .told: try await cleared(talk)
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
        guard isWanted(dossier) else { return .delivered }
        guard
            let talk = Talk.open(
                office, dossier, by: order.opter, actor: order.actor,
                carry: attempt.insurerCarry)
        else { return .refused(because: dossier.lack() ?? "") }
        do {
            return try await work(talk)
        } catch is Dossiers.Overtaken {
            // Where the HIS has said meanwhile that it does not reverse, what follows restores;
            // where it has reversed, it begins anew.
            let now = try await office.store.read { try Dossiers.find(settlement, in: $0) }
            return now.map(isWanted) == true
                ? .retry(because: "overtaken by the HIS") : .delivered
        }
    }

    private func isWanted(_ dossier: Dossier) -> Bool {
        if dossier.cancellation == .sent { return true }
        guard dossier.round == order.round else { return false }
        return switch dossier.phase {
        case .asked, .stopped, .reversed: true
        case .idle, .go: false
        }
    }

    private func takeBack(_ talk: Talk, _ standing: Talk.Standing) async throws -> Outcome {
        switch standing {
        case .told(.submitted): try await withdraw(talk)
        case .told(let state):
            // We have just submitted it ourselves: perhaps the query does not know yet.
            state == .uploaded
                && talk.dossier.doubtsQuery(
                    isSubmitted: false, at: talk.now, settling: office.settings.settling)
                ? try await withdraw(talk) : try await cleared(talk)
        case .refused(let reason): .refused(because: reason)
        case .unsent(let reason), .doubt(let reason): .retry(because: reason)
        case .later(let time): .wait(time)
        }
    }

    private func withdraw(_ talk: Talk) async throws -> Outcome {
        let (settlement, round, now) = (order.settlement, order.round, talk.now)
        let answer = try await talk.set(submitted: false) { _, transaction in
            try Dossiers.takingBack(settlement, round: round, at: now, in: transaction)
        }
        switch answer.reply {
        case .success: return try await cleared(talk, isWithdrawn: true)
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        case .failure(let failure):
            switch try await talk.look() {
            case .told(.submitted):
                return .refused(because: failure.kept).keeping {
                    try Dossiers.stands(settlement, in: $0)
                }
            case .told: return try await cleared(talk)
            // They refused it, so it stands; what they say of it is asked again next time.
            case .refused: return .refused(because: failure.kept)
            case .unsent, .later, .doubt: return .retry(because: failure.kept)
            }
        }
    }

    /// The list is no obstacle any more; the insurance's settlement may be next.
    private func cleared(_ talk: Talk, isWithdrawn: Bool = false) async throws -> Outcome {
        let (order, settlement, now) = (order, order.settlement, talk.now)
        if office.settings.cancels == .here, talk.dossier.cancellation != .done {
            if isWithdrawn {
                try await office.store.write {
                    try Dossiers.withdrawn(settlement, at: now, in: $0)
                }
            }
            return try await Cancelling(talk: talk, order: order).carryOut()
        }
        return .delivered.keeping { transaction in
            if isWithdrawn {
                try Dossiers.withdrawn(settlement, at: now, in: transaction)
            }
            try Dossiers.go(order, at: now, in: transaction)
        }
    }
}
