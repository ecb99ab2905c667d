import Foundation
import Hospital

extension Patient {
    init(_ data: HISEvent.PatientData) {
        self.init(
            id: data.patient, name: data.name, sex: Sex(rawValue: data.sex.rawValue) ?? .unknown,
            birthDate: data.birthDate, phone: data.phone, cards: data.cards,
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
