import Foundation
import Hospital
import Hub
import Insurer
import Lab
import Storage

/// What the HIS and the desks ask, and how they are answered.
struct Asking: Sendable {
    let office: Office

    var store: Store { office.store }

    /// Who stands at a counter where inpatients are admitted and pay.
    static let desks: Set<Caller.Role> = [.cashier, .registrar]
    static let callers: Set<Caller.Role> = desks.union([.his])

    /// 住院预交金充值: the notice as soon as the patient is chosen (§10.3).
    func depositNotice(_ question: Question) async throws -> JSON {
        let subject = try await subject(question)
        let again = try question.body.flag("recheck") ?? false
        return try await view(look(at: subject, again: again, question))
    }

    /// 住院凭证修改: what is known of the patient, and what was saved last (§10.2).
    func credentialLook(_ question: Question) async throws -> JSON {
        let subject = try await subject(question)
        let standing = try await look(at: subject, again: false, question)
        let saved = try await store.read { transaction in
            try subject.stay.flatMap { try Credentials.last(of: $0.id, in: transaction) }
        }
        return view(standing).with([
            "credential": saved.map { saved in
                [
                    "kind": .string(saved.kind.rawValue), "ending": .string(saved.ending),
                    "at": .string(saved.at.rfc3339), "by": .string(saved.actor),
                ]
            } ?? .null
        ])
    }

    /// Asks the insurer now, by the patient's document or by what was shown.
    func identityCheck(_ question: Question) async throws -> JSON {
        let subject = try await subject(question)
        let credential =
            question.body["kind"] == nil ? nil : try Credential(asked: question.body)
        return try await view(
            look(at: subject, again: true, showing: credential, question))
    }

    /// The present standing; a look takes today's answer, asking again does not.
    func look(
        at subject: Subject, again: Bool, showing credential: Credential? = nil,
        _ question: Question
    ) async throws -> Standing {
        let check = Check(
            office: office, subject: subject, occasion: again ? .recheck : .look,
            credential: credential, actor: question.caller.actor,
            opter: InsurerOperator(question.caller), now: question.now)
        let standing = try await check.standing(tries: Self.tries, carry: carry(question))
        if again {
            try await audit(
                "identity.recheck", subject.stay?.id ?? subject.patient.id,
                detail: standing.decision.state.rawValue, question)
        }
        return standing
    }

    /// A question is put twice at most (interface §3).
    static let tries = 2

    func carry(_ question: Question) -> InsurerGateway.Carry {
        question.carry(within: .seconds(office.settings.patience))
    }

    func view(_ standing: Standing) -> JSON {
        standing.json(blocks: office.settings.blocks)
    }

    /// Who did what to which admission; no name and no number of a person in it.
    func audit(
        _ action: String, _ target: String, detail: String = "", _ question: Question
    ) async throws {
        let entry = Audit.Entry(
            at: question.now, actor: question.caller.actor, origin: question.caller.origin,
            action: "assistance.\(action)", target: target, detail: detail)
        try await store.write { try Audit.append(entry, in: $0) }
    }
}
