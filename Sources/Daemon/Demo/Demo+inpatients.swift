import Foundation
import Hospital

extension Demo {
    /// Nine of the forty lie in the hospital, some for weeks.
    ///
    /// All but the last are insured with the platform that `counterparties` plays.
    static func inpatients(at now: Date) -> [StayMovement] {
        let days = [1: 3, 2: 5, 4: 2, 5: 9, 6: 17, 7: 35, 8: 1, 9: 4, 12: 0]
        return days.sorted { $0.key < $1.key }.map { number, days in
            let admittedAt = now - TimeInterval(days * 86_400)
            return StayMovement(
                stay: "Y\(number)",
                step: .admitted(
                    .init(
                        patient: "P\(number)", number: "ZY\(10_000 + number)", campus: "benbu",
                        place: place(number))),
                happenedAt: admittedAt, toldAt: admittedAt)
        }
    }

    private static func place(_ number: Int) -> Stay.Place {
        number.isMultiple(of: 2)
            ? Stay.Place(
                department: Coding(code: "2001", name: "普外科"),
                ward: Coding(code: "W2", name: "二病区"), bed: "\(number)")
            : Stay.Place(
                department: Coding(code: "1001", name: "心内科"),
                ward: Coding(code: "W1", name: "一病区"), bed: "\(number)")
    }

    /// The number of an identity card that begins with these 17 digits (GB 11643).
    static func residentNumber(_ digits: String) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
        return digits + String(Array("10X98765432")[sum % 11])
    }
}
