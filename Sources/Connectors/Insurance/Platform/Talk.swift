import Foundation
import Hospital
import Hub
import Insurer
import Storage
import Synchronization
import Wires

/// What one errand or one question has to say to the platform about one settlement.
///
/// Every message is a step of the settlement: written down with its number before it leaves, and
/// again with its outcome.
struct Talk: Sendable {
    let office: Office
    let dossier: Dossier
    let insured: Dossier.Insured
    let opter: InsurerOperator?
    /// As the steps name them.
    let actor: String
    let carry: InsurerGateway.Carry

    typealias Keep = @Sendable (any Transaction) throws -> Void

    /// - Parameter before: Becomes true with the note that the message is about to leave; what it
    ///   throws keeps the message back.
    func say(
        _ act: Steps.Act, _ infno: String, _ input: JSON,
        before: @escaping @Sendable (String, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> InsurerAnswer {
        let said = Mutex<[Said]>([])
        let answer = try await office.insurer.gateway(of: dossier.campus).ask(
            infno, input, insuredArea: insured.area, by: opter
        ) { call, http, msgid in
            let isOwn = (try? JSON(parsing: call.body))?.text("infno") == infno
            said.withLock { $0.append(Said(msgid: msgid, isOwn: isOwn)) }
            let (settlement, actor, now) = (dossier.settlement, actor, office.premises.now())
            // The note of what is about to leave, written next and for certain, takes this along.
            try await office.store.write(.soon) { transaction in
                try Steps.note(
                    isOwn ? act : .signIn, of: settlement, by: actor, msgid: msgid, .sent,
                    at: now, in: transaction)
                if isOwn { try before(msgid, transaction) }
            }
            return try await carry(call, http, msgid)
        }
        try await end(said.withLock { $0 }, with: answer)
        return answer
    }

    /// One message: what was asked, or the sign-in it needed.
    private struct Said: Sendable {
        let msgid: String
        let isOwn: Bool
    }

    private func end(_ said: [Said], with answer: InsurerAnswer) async throws {
        let (outcome, note) = answer.outcome
        try await office.store.write(.soon) { transaction in
            for earlier in said.dropLast() {
                // What went before is a sign-in, or what was refused for want of one.
                try Steps.end(
                    msgid: earlier.msgid, as: earlier.isOwn ? .refused : .done, in: transaction)
            }
            guard let last = said.last else { return }
            try Steps.end(
                msgid: last.msgid, as: outcome, refmsgid: answer.refmsgid, note: note,
                in: transaction)
        }
    }
}

extension Talk {
    /// Nil with what is missing, where the platform cannot be spoken to about it.
    static func open(
        _ office: Office, _ dossier: Dossier, by opter: InsurerOperator?, actor: String,
        carry: @escaping InsurerGateway.Carry
    ) -> Talk? {
        guard dossier.lack() == nil, let insured = dossier.insured else { return nil }
        return Talk(
            office: office, dossier: dossier, insured: insured, opter: opter, actor: actor,
            carry: carry)
    }

    var now: Date { office.premises.now() }
}

extension InsurerAnswer {
    fileprivate var outcome: (Steps.Outcome, String) {
        switch reply {
        case .success: (.done, "")
        case .failure(let failure): (.refused, failure.kept)
        case .doubt(let reason): (.unknown, reason)
        case .unsent(let reason): (.unsent, reason)
        case .later: (.unsent, "asked to come back")
        }
    }
}
