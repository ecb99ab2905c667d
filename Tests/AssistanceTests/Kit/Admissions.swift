import ConnectorKit
import Hospital

/// What the HIS of a test tells of inpatients.
enum Admissions {
    static func patient(
        _ patient: Inpatient, at: String = "2026-11-20T08:00:00+08:00", name: String? = nil,
        numbers: [String]? = nil
    ) -> JSON {
        Events.event(
            "patient.registered", at: at,
            [
                "patient": .string(patient.id), "name": .string(name ?? patient.name),
                "sex": "F", "birthDate": "1971-02-02",
                "cards": [.string("62000\(patient.id)")],
                "documents": .array(
                    (numbers ?? [patient.number]).map {
                        ["type": "resident", "number": .string($0)]
                    }),
            ])
    }

    static func admitted(
        _ patient: Inpatient, stay: String? = nil, campus: String = "benbu",
        at: String = "2026-11-20T09:00:00+08:00"
    ) -> JSON {
        Events.event(
            "stay.admitted", at: at,
            [
                "stay": .string(stay ?? patient.stay), "patient": .string(patient.id),
                "number": .string("ZY-\(stay ?? patient.stay)"),
                "department": ["code": "2001", "name": "普外科"], "bed": .string("12"),
            ]
        ).at(campus)
    }

    static func moved(_ type: String, _ stay: String) -> JSON {
        Events.event(type, at: "2026-11-22T10:00:00+08:00", ["stay": .string(stay)])
    }
}

extension JSON {
    fileprivate func at(_ campus: String) -> JSON {
        guard case .object(var members) = self else { return self }
        members["campus"] = .string(campus)
        return .object(members)
    }
}
