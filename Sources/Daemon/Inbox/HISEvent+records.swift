import Foundation
import Hospital
import Storage

extension HISEvent {
    /// What the event changes in the records, made ready before the transaction.
    package func entry(receivedAt: Date) throws -> Records.Entry {
        switch data {
        case .patient(let data): Records.entry(Patient(data), at: at)
        case .card(let data): Records.entry(binding: data.card, to: data.patient, at: at)
        case .staff(let member): try Records.entry(member, at: at)
        case .department(let department): try Records.entry(department, at: at)
        case .visit(let visit): Records.entry(visit, at: at)
        case .visitClosed(let visit): Records.entry(closing: visit, campus: campus, at: at)
        case .stay(let movement): try Records.entry(movement, campus: campus)
        case .order(let data):
            try Records.entry(
                LabOrder(data, campus: campus, paid: kind == .orderPaid, at: at), at: at)
        case .orderCancelled(let data): Records.entry(cancelling: data.order, at: at)
        case .report(let data):
            try Records.entry(LabReport(data, at: at, receivedAt: receivedAt))
        // Money is the connectors' own affair; they are told in the same transaction.
        case .registration, .registrationRefunded, .settlement, .settlementReversed, .deposit,
            .depositRefunded, .dischargeSettled, .dischargeSettlementCancelled:
            .empty
        case .nursing, .other: .empty
        }
    }
}

extension Patient {
    init(_ data: HISEvent.PatientData) {
        self.init(
            id: data.patient, name: data.name, sex: Sex(rawValue: data.sex.rawValue) ?? .unknown,
            birthDate: data.birthDate, phone: data.phone, address: data.address,
            cards: data.cards,
            documents: data.documents.map { Document(type: $0.type, number: $0.number) })
    }
}

extension LabOrder {
    init(_ data: HISEvent.OrderData, campus: String, paid: Bool, at moment: Date) {
        let urgency: Urgency =
            switch data.urgency {
            case .routine: .routine
            case .urgent: .urgent
            case .timed(let minutes): .timed(minutes)
            }
        self.init(
            id: data.order, patient: data.patient, visit: data.visit, department: data.department,
            campus: campus, urgency: urgency,
            items: data.items.map { Item(code: $0.code, name: $0.name, tube: $0.tube) },
            state: paid ? .open : .unpaid, orderedAt: moment)
    }
}

extension LabReport {
    init(_ data: HISEvent.ReportData, at moment: Date, receivedAt: Date) {
        self.init(
            id: data.report, order: data.order, patient: data.patient,
            verifiedBy: data.verifiedBy, verifiedAt: moment,
            items: data.items.map {
                Item(code: $0.code, name: $0.name, value: $0.value ?? "", unit: $0.unit)
            }, receivedAt: receivedAt)
    }
}
