import Foundation
import Hospital
import Hub
import Insurer
import Storage

extension Asking {
    /// The save logic of 住院凭证修改: keeps the change, and decides on the insurer's answer of
    /// today what notice goes with it (§10.4).
    ///
    /// The change is kept whatever the insurer says. The caller's number makes a repeat harmless:
    /// it gets the answer that the first one got.
    func credentialSave(_ question: Question) async throws -> JSON {
        guard let stay = question.body.text("stay") else { throw Declined.lacks("stay") }
        guard let request = question.body.text("request") else {
            throw Declined.lacks("request")
        }
        guard request.unicodeScalars.count <= Self.requestAtMost else {
            throw Declined.wrong("request", "太长", "is too long")
        }
        let credential = try Credential(asked: question.body)
        let subject = try await subject(ofStay: stay, for: question.caller)
        guard subject.stay?.state == .admitted else { throw Declined.discharged }
        let standing = try await save(credential, request, of: subject, stay: stay, question)
        return view(standing).with([
            "saved": .bool(true), "request": .string(request),
            "credential": [
                "kind": .string(credential.kind.rawValue), "ending": .string(credential.ending),
            ],
        ])
    }

    /// Characters of the caller's number of a change.
    static let requestAtMost = 64

    private func save(
        _ credential: Credential, _ request: String, of subject: Subject, stay: String,
        _ question: Question
    ) async throws -> Standing {
        let (caller, now, type) = (
            question.caller, question.now, office.settings.certificates.registered
        )
        let audit = Audit.Entry(
            at: now, actor: caller.actor, origin: caller.origin,
            action: "assistance.credential.save", target: stay,
            detail: "\(request) \(credential.kind.rawValue)")
        // The change is on disk before anybody is asked.
        let decided = try await store.write { transaction -> Standing? in
            let whom = try Whom.find(
                subject, showing: credential, type: type, in: transaction)
            let isNew = try Credentials.insert(
                credential, request, of: subject, stay: stay, person: whom.fingerprint,
                by: caller.actor, at: now, in: transaction)
            guard !isNew else {
                try Audit.append(audit, in: transaction)
                return nil
            }
            guard
                let saved = try Credentials.find(
                    request, campus: subject.campus, in: transaction),
                saved.isOf(credential, stay: stay)
            else { throw Declined.requestReused }
            return try saved.decision.flatMap { try Decisions.find($0, in: transaction) }
                .map { try Standing($0, in: transaction) }
        }
        if let decided { return decided }
        let check = Check(
            office: office, subject: subject, occasion: .credential, credential: credential,
            actor: caller.actor, opter: InsurerOperator(caller), now: now)
        let standing = try await check.standing(tries: Self.tries, carry: carry(question))
        try await store.write { transaction in
            try Credentials.decide(
                request, campus: subject.campus, standing.decision.id, in: transaction)
        }
        return standing
    }
}

extension Credential {
    /// What `kind`, `number` and `cardSN` say.
    init(asked body: JSON) throws {
        guard let name = body.text("kind") else { throw Declined.lacks("kind") }
        guard let kind = Kind(rawValue: name) else {
            throw Declined.wrong(
                "kind", "应为 resident（身份证）、card（社保卡）或 electronic（电子凭证）",
                "must be resident, card or electronic")
        }
        guard let number = body.text("number")?.trimmingCharacters(in: .whitespaces).nonEmpty
        else { throw Declined.lacks("number") }
        let cardNumber = body.text("cardSN")?.trimmingCharacters(in: .whitespaces).nonEmpty
        switch kind {
        case .resident where !Insured.isResident(number):
            throw Declined.wrong("number", "不是 18 位身份证号", "is no ID number of 18 places")
        case .card where cardNumber == nil: throw Declined.lacks("cardSN")
        default: break
        }
        // As long as the interface allows (§4).
        guard number.unicodeScalars.count <= 50, (cardNumber ?? "").unicodeScalars.count <= 32
        else { throw Declined.wrong("number", "太长", "is too long") }
        self.init(
            kind: kind, number: kind == .resident ? Insured.plain(number: number) : number,
            cardNumber: kind == .card ? cardNumber : nil)
    }
}
