import Foundation
import Hospital

extension Demo {
    /// Nine of the forty lie in the hospital, some for weeks; one of them has been there before.
    ///
    /// All but the last are insured with the platform that `counterparties` plays.
    static func inpatients(at now: Date) -> [Told] {
        let days = [1: 3, 2: 5, 4: 2, 5: 9, 6: 17, 7: 35, 8: 1, 9: 4, 12: 0]
        let lying = days.sorted { $0.key < $1.key }.map { number, days in
            admitted("Y\(number)", patient: number, number: 10_000 + number, daysAgo: days, now)
        }
        let before = [
            admitted("Y90", patient: 9, number: 10_090, daysAgo: 24, now),
            Told("stay.discharged", at: moment(daysAgo: 12, now), ["stay": "Y90"]),
        ]
        return before + lying
    }

    private static func admitted(
        _ stay: String, patient: Int, number: Int, daysAgo days: Int, _ now: Date
    ) -> Told {
        let isSurgical = patient.isMultiple(of: 2)
        return Told(
            "stay.admitted", at: moment(daysAgo: days, now),
            [
                "stay": .string(stay), "patient": .string("P\(patient)"),
                "number": .string("ZY\(number)"), "bed": .string("\(patient)"),
                "department": isSurgical ? surgery : cardiology,
                "ward": isSurgical
                    ? ["code": "W2", "name": "二病区"] : ["code": "W1", "name": "一病区"],
            ])
    }

    static let cardiology: JSON = ["code": "1001", "name": "心内科"]
    static let surgery: JSON = ["code": "2001", "name": "普外科"]

    /// The number of an identity card that begins with these 17 digits (GB 11643).
    static func residentNumber(_ digits: String) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
        return digits + String(Array("10X98765432")[sum % 11])
    }
}
