import Foundation

extension HISEvent {
    /// What an event is about, read and checked.
    public enum Payload: Hashable, Sendable {
        /// `patient.registered`, `patient.updated`
        case patient(PatientData)
        /// `card.bound`
        case card(CardData)
        /// `staff.changed`
        case staff(StaffMember)
        /// `department.changed`
        case department(Department)

        /// `visit.opened`
        case visit(Visit)
        /// `visit.closed`
        case visitClosed(visit: String)
        /// `registration.paid`
        case registration(Registration)
        /// `registration.refunded`
        case registrationRefunded(RegistrationRefund)
        /// `settlement.completed`
        case settlement(Settlement)
        /// `settlement.reversed`
        case settlementReversed(Reversal)

        /// `stay.admitted`, `stay.admissionCancelled`, `stay.transferred`, `stay.discharged`,
        /// `stay.dischargeCancelled`
        case stay(StayMovement)
        /// `deposit.paid`
        case deposit(Deposit)
        /// `deposit.refunded`
        case depositRefunded(DepositRefund)
        /// `discharge.settled`
        case dischargeSettled(DischargeSettlement)
        /// `discharge.settlementCancelled`; `stay` is told.
        case dischargeSettlementCancelled(Reversal)
        /// `nursing.served`
        case nursing(NursingRecord)

        /// `order.paid`, `order.placed`
        case order(OrderData)
        /// `order.cancelled`
        case orderCancelled(CancellationData)
        /// `report.verified`
        case report(ReportData)

        /// The data of any other, for whom it concerns to read with `Members`.
        case other(JSON)
    }
}

extension HISEvent.Payload {
    /// The bill that was paid, of a registration, a charge or a discharge.
    public var bill: Settlement? {
        switch self {
        case .registration(let registration): registration.settlement
        case .settlement(let settlement): settlement
        case .dischargeSettled(let discharge): discharge.settlement
        default: nil
        }
    }

    /// - Parameters:
    ///   - campus: The event's.
    ///   - moment: The event's, where its data tell no other.
    init(
        _ kind: HISEvent.Kind, _ data: Members, campus: String, at moment: Date
    ) throws(HISEvent.Malformed) {
        switch kind {
        case .patientRegistered, .patientUpdated: self = .patient(try .init(data))
        case .cardBound: self = .card(try .init(data))
        case .staffChanged: self = .staff(try .init(data))
        case .departmentChanged: self = .department(try .init(data))
        case .visitOpened: self = .visit(try .init(data, campus: campus, at: moment))
        case .visitClosed: self = .visitClosed(visit: try data.text("visit"))
        case .registrationPaid: self = .registration(try .init(data))
        case .registrationRefunded: self = .registrationRefunded(try .init(data))
        case .settlementCompleted: self = .settlement(try .init(data))
        case .settlementReversed: self = .settlementReversed(try .init(data))
        case .depositPaid: self = .deposit(try .init(data))
        case .depositRefunded: self = .depositRefunded(try .init(data))
        case .dischargeSettled: self = .dischargeSettled(try .init(data))
        case .dischargeSettlementCancelled:
            _ = try data.text("stay")
            self = .dischargeSettlementCancelled(try .init(data))
        case .nursingServed: self = .nursing(try .init(data))
        case .orderPaid, .orderPlaced: self = .order(try .init(data))
        case .orderCancelled: self = .orderCancelled(try .init(data))
        case .reportVerified: self = .report(try .init(data))
        default:
            let movement = try StayMovement(kind, data, campus: campus, at: moment)
            self = movement.map { .stay($0) } ?? .other(.object(data.values))
        }
    }
}
