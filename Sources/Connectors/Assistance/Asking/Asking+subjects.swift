import Foundation
import Hospital
import Hub
import Insurer
import Storage

extension Asking {
    /// Whom `stay` or `patient` names; staff see the admissions of their own campus.
    func subject(_ question: Question) async throws -> Subject {
        if let stay = question.body.text("stay") {
            return try await subject(ofStay: stay, for: question.caller)
        }
        guard let patient = question.body.text("patient") else { throw Declined.lacks("stay") }
        return try await subject(
            ofPatient: patient, campus: question.body.text("campus"), for: question.caller)
    }

    func subject(ofStay id: String, for caller: Caller) async throws -> Subject {
        let (stay, patient) = try await store.read { transaction in
            let stay = try Records.stay(id: id, in: transaction)
            return (
                stay, try stay.flatMap { try Records.patient(id: $0.patient, in: transaction) }
            )
        }
        guard let stay, sees(stay.campus, caller) else { throw Declined.unknownStay }
        guard stay.state != .cancelled else { throw Declined.cancelledStay }
        guard let patient else { throw Declined.unknownPatient }
        return Subject(patient: patient, stay: stay, campus: try served(stay.campus))
    }

    /// On the present admission; before it, on today.
    private func subject(
        ofPatient id: String, campus: String?, for caller: Caller
    ) async throws -> Subject {
        let (patient, stays) = try await store.read { transaction in
            (
                try Records.patient(id: id, in: transaction),
                try Records.stays(of: id, in: transaction).filter { $0.state == .admitted }
            )
        }
        guard let patient else { throw Declined.unknownPatient }
        if let campus, !sees(campus, caller) { throw Declined.foreignCampus }
        let here = stays.first {
            sees($0.campus, caller) && (campus == nil || $0.campus == campus)
        }
        if let here {
            return Subject(patient: patient, stay: here, campus: try served(here.campus))
        }
        // Lies at another campus, whose staff see to it.
        guard stays.isEmpty else { throw Declined.unknownStay }
        let campuses = office.insurer.campuses
        guard let campus = campus ?? caller.campus ?? (campuses.count == 1 ? campuses[0] : nil)
        else { throw Declined.lacks("campus") }
        return Subject(patient: patient, stay: nil, campus: try served(campus))
    }

    private func sees(_ campus: String, _ caller: Caller) -> Bool {
        caller.campus.map { $0 == campus } ?? true
    }

    private func served(_ campus: String) throws -> String {
        guard office.insurer.serves(campus) else { throw Declined.noAccount(campus) }
        return campus
    }
}
