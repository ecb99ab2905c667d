import Foundation
import Hospital

extension Demo {
    /// Four insured patients have paid: three yesterday at the cashier's, one when he left.
    ///
    /// The platform that `counterparties` plays has their settlements, with a list that is
    /// submitted, one that is not, none, and one that is submitted.
    static func settlements(at now: Date) -> [Told] {
        let yesterday = moment(daysAgo: 1, now)
        return [
            Told(
                "settlement.completed", at: yesterday, sheet(1, patient: 1, fen: 12_850)),
            Told(
                "settlement.completed", at: yesterday + 600, sheet(2, patient: 4, fen: 4_600)),
            Told(
                "settlement.completed", at: yesterday + 1_200, sheet(3, patient: 5, fen: 30_075)),
            Told(
                "discharge.settled", at: moment(daysAgo: 12, now) + 3_600,
                sheet(4, patient: 9, fen: 498_760).merging([
                    "stay": "Y90", "inpatientNumber": "ZY10090",
                    "admittedOn": .string(day(moment(daysAgo: 24, now))),
                    "dischargedOn": .string(day(moment(daysAgo: 12, now))), "days": .integer(12),
                    "admittedTo": cardiology, "dischargedFrom": cardiology, "bed": "9",
                ]) { $1 }),
        ]
    }

    private static func sheet(_ number: Int, patient: Int, fen: Int) -> [String: JSON] {
        let total = JSON.integer(Int64(fen))
        let digits = { (value: Int, width: Int) in
            String(repeating: "0", count: width - "\(value)".count) + "\(value)"
        }
        return [
            "settlement": .string("S100\(number)"), "patient": .string("P\(patient)"),
            "visit": .string("V\(patient)"),
            "department": patient.isMultiple(of: 2) ? surgery : cardiology,
            "source": "window", "point": "W03", "cashier": "U01", "cashierName": "示范收费员",
            "total": total,
            "charges": [
                [
                    "code": "01", "name": "西药费", "unit": "项", "price": total,
                    "quantity": .integer(1),
                    "amount": total, "self": .integer(0),
                ]
            ],
            "payments": [["channel": "wechat", "amount": total]],
            "insurance": [
                "type": "居民医保", "number": .string("3500\(digits(patient, 16))"),
                "area": "350102", "settlement": .string("350100DEMO\(digits(number, 6))"),
                "visit": .string("M350100DEMO\(digits(number, 6))"),
            ],
        ]
    }
}
