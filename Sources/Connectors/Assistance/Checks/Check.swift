import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// Finds out whether somebody is an assisted person: by the insurer's answer of today, or by
/// asking for one.
struct Check: Sendable {
    let office: Office
    let subject: Subject
    let occasion: Enquiry.Occasion
    /// What was shown for it.
    var credential: Credential?
    /// As the audit knows who asks.
    let actor: String
    /// As the insurer does; the account's own where nil.
    var opter: InsurerOperator?
    let now: Date

    /// - Parameter tries: How often the insurer is asked, each time under a number of its own.
    func standing(tries: Int, carry: InsurerGateway.Carry) async throws -> Standing {
        let (whom, today) = try await office.store.read { transaction in
            let whom = try self.whom(in: transaction)
            return (
                whom, try whom.fingerprint.flatMap { try self.last(about: $0, in: transaction) }
            )
        }
        guard case .known(let insured) = whom, today.map({ !isEnough($0) }) ?? true else {
            return try await office.store.write { try decide(whom, today, in: $0) }
        }
        let reply = try await ask(about: insured, tries: tries, carry: carry)
        return try await office.store.write { transaction in
            try decide(whom, keep(reply, about: insured, in: transaction), in: transaction)
        }
    }

    private func whom(in transaction: any Transaction) throws -> Whom {
        try Whom.find(
            subject, showing: credential, type: office.settings.certificates.registered,
            in: transaction)
    }

    private func last(about person: String, in transaction: any Transaction) throws -> Enquiry? {
        try Enquiries.last(about: person, on: office.day(of: now), in: transaction)
    }

    /// Whether the last enquiry of today spares the insurer another one.
    private func isEnough(_ today: Enquiry) -> Bool {
        switch (occasion, today.result) {
        case (.recheck, _): false
        case (_, .known): true
        case (.look, .failed): now.timeIntervalSince(today.at) < Double(office.settings.rest)
        case (_, .failed): false
        }
    }

    private func ask(
        about insured: Insured, tries: Int, carry: InsurerGateway.Carry
    ) async throws -> PersonQuery.Reply {
        let gateway = try office.insurer.gateway(of: subject.campus)
        let query = PersonQuery(
            office: office, insured: insured, credential: credential, opter: opter)
        var reply = try await query.put(to: gateway, at: now, carry: carry)
        for _ in 1..<max(tries, 1) where reply.isOpen {
            reply = try await query.put(to: gateway, at: now, carry: carry)
        }
        return reply
    }

    /// A failure does not take the place of an answer that came meanwhile, unless somebody
    /// wanted to know better.
    private func keep(
        _ reply: PersonQuery.Reply, about insured: Insured, in transaction: any Transaction
    ) throws -> Enquiry {
        let person = insured.fingerprint
        if occasion != .recheck, case .failed = reply.result,
            let today = try last(about: person, in: transaction), today.answer != nil
        {
            return today
        }
        return try Enquiries.insert(
            Enquiry(
                id: 0, person: person, campus: subject.campus, day: office.day(of: now), at: now,
                occasion: occasion, actor: actor, msgid: reply.msgid, result: reply.result,
                said: reply.said), in: transaction)
    }

    /// Lays the answer beside the table of categories as it is now.
    private func decide(
        _ whom: Whom, _ today: Enquiry?, in transaction: any Transaction
    ) throws -> Standing {
        let verdict: Verdict =
            switch (whom, today?.result) {
            case (.nobody(let failure), _): .failed(failure)
            case (_, .known(let answer)?):
                Verdict(
                    answer, admittedOn: office.day(of: subject.stay?.admittedAt ?? now),
                    categories: try Categories.all(in: transaction), names: office.settings.names)
            case (_, .failed(let failure)?): .failed(failure)
            case (_, nil): .failed(.noDocument)
            }
        let decision = try Decisions.keep(
            Decision(
                verdict, of: subject, person: whom.fingerprint,
                enquiry: whom.fingerprint == nil ? nil : today, at: now), in: transaction)
        return try Standing(decision, in: transaction)
    }
}
