import Foundation
import Hospital
import Hub
import Insurer
import Lab
import Storage

/// What the HIS and the staff ask, and how they are answered.
struct Asking: Sendable {
    let office: Office

    var store: Store { office.store }

    /// The settlement that a question names; what is another campus's is answered like what does
    /// not exist.
    func dossier(_ question: Question) async throws -> Dossier? {
        let number = try number(question)
        guard let dossier = try await store.read({ try Dossiers.find(number, in: $0) }) else {
            return nil
        }
        try check(dossier, question)
        return dossier
    }

    func number(_ question: Question) throws -> String {
        guard let number = question.body.text("settlement") else {
            throw Declined.lacks("settlement")
        }
        return number
    }

    func check(_ dossier: Dossier, _ question: Question) throws {
        guard question.caller.campus.map({ $0 == dossier.campus }) ?? true else {
            throw Declined.unknownSettlement
        }
        if let kind = question.body.text("kind"), kind != dossier.kind.rawValue {
            throw Declined.otherKind(dossier.kind)
        }
    }

    /// Who asks, as the platform is told: the HIS names whoever stands at its counter.
    func opter(_ question: Question) -> InsurerOperator {
        let usual = InsurerOperator(question.caller)
        guard let id = question.body.text("operator") else { return usual }
        return InsurerOperator(
            usual.kind, id: id, name: question.body.text("operatorName") ?? id)
    }

    func actor(_ question: Question) -> String {
        question.body.text("operator") ?? question.caller.actor
    }

    /// Enqueues what `plan` gives, lets what is dead of its key go again, and wakes the lane.
    func send(
        at now: Date, _ plan: @escaping @Sendable (any Transaction) throws -> Errand?
    ) async throws {
        let lane = try await store.write { transaction -> String? in
            guard let errand = try plan(transaction) else { return nil }
            try Outbox.enqueue(errand, at: now, in: transaction)
            // An earlier one of the key may be dead: it sees that it is overtaken, and ends.
            let open = try Outbox.search(
                Outbox.Filter(
                    connector: errand.connector, lane: errand.lane, states: [.dead, .ready],
                    key: errand.key), in: transaction)
            try Outbox.replay(open.map(\.id), in: transaction)
            return errand.lane
        }
        if let lane { office.premises.wake([lane]) }
    }

    /// Looks until `isOver`, for as long as somebody at a counter waits.
    func wait(
        for settlement: String, until isOver: (Dossier) -> Bool
    ) async throws -> Dossier {
        let end = ContinuousClock.now + .seconds(office.settings.patience)
        var seen = try await store.read { try Dossiers.find(settlement, in: $0) }
        while let dossier = seen, !isOver(dossier), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(50))
            seen = try await store.read { try Dossiers.find(settlement, in: $0) }
        }
        guard let seen else { throw Dossiers.Unknown.settlement }
        return seen
    }

    /// Who did what to which settlement; no patient in it.
    func audit(
        _ action: String, _ settlement: String, detail: String = "", _ question: Question
    ) async throws {
        let entry = Audit.Entry(
            at: question.now, actor: question.caller.actor, origin: question.caller.origin,
            action: "insurance.\(action)", target: settlement, detail: detail)
        try await store.write { try Audit.append(entry, in: $0) }
    }
}
