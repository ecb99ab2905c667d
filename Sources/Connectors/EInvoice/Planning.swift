import Foundation
import Hospital
import Hub
import Storage

/// What the HIS's events make necessary.
extension EInvoiceConnector {
    public func errands(
        for event: HISEvent, in transaction: any Transaction
    ) throws -> [Errand] {
        // A campus without an account has no e-invoices.
        guard bureau.settings.campuses[event.campus] != nil else { return [] }
        let orders = Orders(bureau: bureau, campus: event.campus, at: event.at)
        return switch event.data {
        case .registration(let registration):
            try orders.paid(.registration, registration.settlement, in: transaction)
        case .settlement(let settlement):
            try orders.paid(.outpatient, settlement, in: transaction)
        case .dischargeSettled(let discharge):
            try orders.paid(
                Sheet(
                    .discharge, discharge.settlement.id, campus: event.campus, at: event.at,
                    content: .discharge(discharge.settlement, of: discharge)), in: transaction)
        case .deposit(let deposit):
            try orders.paid(
                Sheet(
                    .deposit, deposit.id, campus: event.campus, at: event.at,
                    content: .deposit(deposit)), in: transaction)
        case .registrationRefunded(let refund):
            try orders.reversed(
                .registration, refund.settlement, patient: refund.patient,
                VoidOrder.Because(refund.reason, by: refund.counter), in: transaction)
        case .settlementReversed(let reversal):
            try orders.reversed(.outpatient, reversal, in: transaction)
        case .dischargeSettlementCancelled(let reversal):
            try orders.reversed(.discharge, reversal, in: transaction)
        case .depositRefunded(let refund):
            try orders.refunded(refund, in: transaction)
        default: []
        }
    }
}
