import Foundation
import Hospital
import Hub
import Insurer
import Lab
import Storage

extension Asking {
    /// Before a settlement is reversed: takes its submitted list back first.
    func beforeReversal(_ question: Question) async throws -> Permission {
        guard let dossier = try await dossier(question) else { return stranger }
        guard dossier.insured != nil else { return .go(dossier) }
        guard office.insurer.serves(dossier.campus) else { return stranger }
        let (settlement, now, settling) = (
            dossier.settlement, question.now, Double(office.settings.settling)
        )
        let (opter, actor) = (opter(question), actor(question))
        let reason = question.body.text("reason") ?? ""
        try await send(at: now) { transaction in
            var dossier = try Dossiers.kept(settlement, in: transaction)
            switch dossier.phase {
            case .reversed: return nil
            case .go:
                // Another program may have submitted the list since; not so soon that the
                // platform's word would be believed, and not what is cancelled.
                if dossier.cancellation == .done { return nil }
                if let goAt = dossier.goAt, now.timeIntervalSince(goAt) < settling { return nil }
                try Dossiers.turn(settlement, in: transaction)
            case .idle, .asked, .stopped: break
            }
            try Dossiers.ask(dossier, at: now, in: transaction)
            dossier = try Dossiers.kept(settlement, in: transaction)
            try Steps.note(
                .asked, of: settlement, by: actor, note: reason, at: now, in: transaction)
            return try ListOrder.errand(
                .withdraw, of: dossier, by: opter, actor: actor, in: transaction)
        }
        let seen = try await wait(for: settlement) { $0.phase != .asked }
        guard let permission = Permission(seen) else {
            return seen.phase == .asked ? .pending : .overtaken
        }
        if case .go = permission { try await audit("withdraw", settlement, question) }
        return permission
    }

    private var stranger: Permission {
        office.settings.strangers == .go ? .go(nil) : .stranger
    }

    /// The HIS did not reverse it after all: what we took back is submitted again.
    func notReversed(_ question: Question) async throws -> JSON {
        guard let dossier = try await dossier(question) else { throw Declined.unknownSettlement }
        guard dossier.insured != nil else { return answer(dossier) }
        let (settlement, now) = (dossier.settlement, question.now)
        let (opter, actor) = (opter(question), actor(question))
        let reason = question.body.text("reason") ?? ""
        try await send(at: now) { transaction in
            var dossier = try Dossiers.kept(settlement, in: transaction)
            if dossier.phase == .reversed { throw Declined.alreadyReversed }
            if dossier.cancellation == .sent || dossier.cancellation == .done {
                throw Declined.insurerCancelled
            }
            if dossier.phase != .idle {
                try Steps.note(
                    .notReversed, of: settlement, by: actor, note: reason, at: now,
                    in: transaction)
                try Dossiers.keep(dossier, at: now, in: transaction)
                dossier = try Dossiers.kept(settlement, in: transaction)
            }
            guard dossier.mayBeRestored else { return nil }
            try Dossiers.forgive(settlement, in: transaction)
            return try ListOrder.errand(
                .restore, of: dossier, by: opter, actor: actor, in: transaction)
        }
        let seen = try await wait(for: settlement) { !$0.mayBeRestored || $0.error != nil }
        try await audit("notReversed", settlement, question)
        return answer(seen)
    }

    /// Whether the list stands as it did before anybody asked.
    private func answer(_ dossier: Dossier) -> JSON {
        [
            "settlement": .string(dossier.settlement),
            "restored": .bool(!dossier.isWithdrawn),
            "list": dossier.listWord.map { .string($0) } ?? .null,
            "error": dossier.error.map { .string($0) } ?? .null,
        ]
    }

    /// Asks the platform now how a list stands.
    func look(_ question: Question) async throws -> JSON {
        let dossier = try await looked(question)
        return [
            "settlement": .string(dossier.settlement),
            "list": dossier.listWord.map { .string($0) } ?? .null,
            "withdrawn": .bool(dossier.isWithdrawn), "phase": .string(dossier.phase.rawValue),
            "at": dossier.lookedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
        ]
    }

    func looked(_ question: Question) async throws -> Dossier {
        guard let dossier = try await dossier(question) else { throw Declined.unknownSettlement }
        guard dossier.insured != nil else { throw Declined.notInsured }
        guard office.insurer.serves(dossier.campus) else { throw Declined.unknownSettlement }
        guard
            let talk = Talk.open(
                office, dossier, by: opter(question), actor: actor(question),
                carry: question.insurerCarry)
        else { throw Declined.incomplete(dossier.lack() ?? "") }
        switch try await talk.look() {
        case .told: break
        case .refused(let reason): throw Declined.refused(reason)
        case .unsent, .later, .doubt: throw Declined.unreachable
        }
        // Not `kept`, which locks: a server refuses to lock in a transaction that only reads.
        return try await store.read { try Dossiers.find(dossier.settlement, in: $0) } ?? dossier
    }
}
