import Foundation
import Hall
import Hospital
import Lab
import Storage

/// Where a card becomes a ticket.
package struct Reception: Sendable {
    /// What became of a swipe.
    package enum Outcome: Sendable {
        case issued(TicketID)
        /// The patient had this ticket already.
        case open(TicketID)
        /// The patient had missed a call and is back in line.
        case returned(TicketID)
    }

    /// Why a card gets no ticket.
    enum Turned: Error {
        case unknownCard
        case noOrders
        /// There are orders, and all of them wait for payment.
        case unpaidOrders
    }

    let store: Store
    let now: @Sendable () -> Date

    /// Looks the card's owner up and gives them a place in the line of `desk`.
    package func swipe(_ card: String, at desk: Desk, key: String?, by actor: String) async throws
        -> Outcome
    {
        if let key, let first = await desk.answer(to: key, by: actor),
            let outcome = first.lazy.compactMap(Outcome.init).first
        {
            return outcome
        }
        let (patient, orders) = try await lookUp(card)
        return try await admit(patient, orders, at: desk, key: key, by: actor)
    }

    /// The card's owner and their orders that are not drawn yet.
    func lookUp(_ card: String) async throws -> (Patient, [LabOrder]) {
        let found = try await store.engine.read { transaction in
            try Records.patient(byKey: card, in: transaction).map { patient in
                (
                    patient,
                    try Records.orders(
                        of: patient.id, states: [.open, .unpaid], in: transaction)
                )
            }
        }
        guard let found else { throw Turned.unknownCard }
        return found
    }

    /// Gives `patient` a place, the one they have, or the one they missed.
    func admit(
        _ patient: Patient, _ orders: [LabOrder], at desk: Desk, key: String?, by actor: String
    ) async throws -> Outcome {
        let id = PatientID(patient.id)
        if let ticket = await desk.read({ line in line.openTicket(of: id) }) {
            return try await welcomeBack(ticket, at: desk, key: key, by: actor)
        }
        let paid = orders.filter { $0.state == .open }
        guard !paid.isEmpty else { throw orders.isEmpty ? Turned.noOrders : Turned.unpaidOrders }
        let draft = desk.settings.draft(
            for: patient, orders: paid, id: .random(), on: desk.days.day(of: now()))
        return try await issue(draft, at: desk, key: key, by: actor)
    }

    /// Issues `draft`; a patient who is in line already keeps the place they have.
    func issue(_ draft: Ticket.Draft, at desk: Desk, key: String?, by actor: String) async throws
        -> Outcome
    {
        do {
            let events = try await desk.perform(.issue(draft), key: key, by: actor)
            return .issued(events.compactMap(\.ticket).first ?? draft.id)
        } catch Refusal.alreadyQueued(let id) {
            return .open(id)
        }
    }

    private func welcomeBack(_ ticket: Ticket, at desk: Desk, key: String?, by actor: String)
        async throws -> Outcome
    {
        guard ticket.state == .missed else { return .open(ticket.id) }
        do {
            try await desk.perform(.comeBack(ticket.id), key: key, by: actor)
            return .returned(ticket.id)
        } catch Refusal.notWaiting {
            return .open(ticket.id)
        }
    }
}

extension Reception.Outcome {
    /// What the event of an earlier request says, so that its retry gets the same answer.
    fileprivate init?(_ event: Event) {
        switch event.what {
        case .issued(let ticket): self = .issued(ticket.id)
        case .cameBack(let id): self = .returned(id)
        default: return nil
        }
    }
}

extension TicketID {
    /// A new one nobody can guess: 128 bits in base 32.
    static func random() -> TicketID {
        var bits = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        var text = ""
        for _ in 0..<26 {
            text.append(alphabet[Int(bits.0 & 31)])
            bits.0 = bits.0 >> 5 | bits.1 << 59
            bits.1 >>= 5
        }
        return TicketID(rawValue: text)
    }
}
