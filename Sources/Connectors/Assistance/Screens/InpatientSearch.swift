import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Finds the inpatient a page of the counter is about.
struct InpatientSearch: Sendable {
    let asking: Asking

    enum Found: Sendable {
        /// Nothing was looked for.
        case nothing
        case one(Subject)
        /// To choose from, or nobody.
        case several([JSON])
    }

    func find(_ visit: Screen.Visit) async throws -> Found {
        if let stay = visit.query["stay"], !stay.isEmpty {
            return .one(try await asking.subject(ofStay: stay, for: visit.caller))
        }
        let text = visit.query["text"]?.trimmingCharacters(in: .whitespaces) ?? ""
        guard !text.isEmpty else { return .nothing }
        let campus = visit.caller.campus
        let found = try await asking.store.read { transaction in
            try Records.inpatients(matching: text, campus: campus, in: transaction).map { stay in
                (stay, try Records.patient(id: stay.patient, in: transaction))
            }
        }
        if found.count == 1, let (stay, patient) = found.first, patient != nil {
            return .one(try await asking.subject(ofStay: stay.id, for: visit.caller))
        }
        return .several(found.map { stay, patient in Self.row(stay, patient) })
    }

    private static func row(_ stay: Stay, _ patient: Patient?) -> JSON {
        [
            "stay": .string(stay.id), "number": .string(stay.number ?? stay.id),
            "name": patient.map { .string($0.name) } ?? .words("（未登记）", "(not told yet)"),
            "sex": .words(patient?.sex.words ?? Words("—", "—")),
            "born": .text(patient?.birthDate), "place": .string(stay.placeName),
            "bed": .text(stay.place.bed), "campus": .string(stay.campus),
            "admittedAt": .moment(stay.admittedAt),
        ]
    }
}

extension Patient.Sex {
    var words: Words {
        switch self {
        case .female: Words("女", "F")
        case .male: Words("男", "M")
        case .unknown: Words("—", "—")
        }
    }
}

extension Stay {
    /// The department, and the ward where it has another name.
    var placeName: String {
        let names = [place.department, place.ward].compactMap { $0?.name ?? $0?.code }
        return names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            .joined(separator: " · ")
    }
}
