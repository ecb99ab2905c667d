import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// What the HIS's events make necessary.
extension InsuranceConnector {
    public func errands(
        for event: HISEvent, in transaction: any Transaction
    ) throws -> [Errand] {
        let hearing = Hearing(office: office, campus: event.campus, at: event.at)
        return switch event.data {
        case .registration(let registration):
            try hearing.paid(registration.settlement, .registration, in: transaction)
        case .settlement(let settlement):
            try hearing.paid(settlement, .outpatient, in: transaction)
        case .dischargeSettled(let discharge):
            try hearing.paid(
                discharge.settlement, .inpatient, stay: discharge.stay, in: transaction)
        case .registrationRefunded(let refund):
            try hearing.reversed(
                refund.settlement, .registration, of: refund.patient, by: refund.counter,
                in: transaction)
        case .settlementReversed(let reversal):
            try hearing.reversed(reversal, .outpatient, in: transaction)
        case .dischargeSettlementCancelled(let reversal):
            try hearing.reversed(reversal, .inpatient, in: transaction)
        default: []
        }
    }
}

/// One event of the HIS, written down.
struct Hearing: Sendable {
    let office: Office
    let campus: String
    let at: Date

    func paid(
        _ settlement: Hospital.Settlement, _ kind: Dossier.Kind, stay: String? = nil,
        in transaction: any Transaction
    ) throws -> [Errand] {
        let dossier = try Dossiers.hear(
            settlement, kind, stay: stay, campus: campus, at: at, in: transaction)
        // Without insurance there is no list; without an account nobody asks us.
        guard dossier.insured != nil, office.insurer.serves(dossier.campus) else { return [] }
        try Steps.note(
            .heard, of: dossier.settlement, by: settlement.counter.cashier ?? "his", at: at,
            in: transaction)
        if dossier.phase == .reversed {
            // Its reversal came first, so that nobody asked us.
            return [try unasked(dossier, by: "his", in: transaction)]
        }
        guard dossier.phase == .idle else { return [] }
        try put(.list, .standing, of: dossier, in: transaction)
        if office.settings.cancels == .here {
            try put(.insurer, .standing, of: dossier, in: transaction)
        }
        return []
    }

    func reversed(
        _ reversal: Reversal, _ kind: Dossier.Kind, in transaction: any Transaction
    ) throws -> [Errand] {
        let errands = try reversed(
            reversal.settlement, kind, of: reversal.patient, by: reversal.counter,
            in: transaction)
        guard let rest = reversal.remaining else { return errands }
        // What stays after a partial refund is a settlement of its own.
        let before = try Dossiers.find(reversal.settlement, in: transaction)
        return try errands
            + paid(rest, before?.kind ?? kind, stay: before?.stay, in: transaction)
    }

    func reversed(
        _ settlement: String, _ kind: Dossier.Kind, of patient: String, by counter: Counter,
        in transaction: any Transaction
    ) throws -> [Errand] {
        guard
            let before = try Dossiers.reverse(
                settlement, kind, of: patient, campus: campus, at: at, in: transaction)
        else { return [] }
        try Steps.note(
            .reversed, of: settlement, by: counter.cashier ?? "his", at: at, in: transaction)
        guard before.insured != nil, office.insurer.serves(before.campus) else { return [] }
        try put(.hospital, .undone, of: before, in: transaction)
        try Exceptions.settle(
            [.unanswered, .restoring], of: settlement, because: "reversed", at: at,
            in: transaction)
        guard before.phase != .go else { return [] }
        return [try unasked(before, by: counter.cashier ?? "his", in: transaction)]
    }

    /// The list may still be submitted: it is taken back at once, and a person is told.
    private func unasked(
        _ dossier: Dossier, by actor: String, in transaction: any Transaction
    ) throws -> Errand {
        try Exceptions.open(.unasked, of: dossier, at: at, in: transaction)
        try put(.list, .undoing, of: dossier, in: transaction)
        return try ListOrder.errand(
            .withdraw, of: dossier, by: nil, actor: actor, in: transaction)
    }

    private func put(
        _ step: ReversalStep, _ state: Reversals.Entry.State, of dossier: Dossier,
        in transaction: any Transaction
    ) throws {
        try Reversals.put(
            step, state, of: dossier.settlement, campus: dossier.campus,
            by: InsuranceConnector.name, at: at, in: transaction)
    }
}
