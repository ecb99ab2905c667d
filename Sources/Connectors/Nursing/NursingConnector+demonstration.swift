import Foundation
import Hospital
import Hub
import Lab
import Storage

extension NursingConnector {
    /// Two departments have nursed by bed-days for a year; two people have said so.
    public static func furnishDemonstration(
        at now: Date, in transaction: any Transaction
    ) throws {
        let since = (Day(of: now, in: .hospital) - 365).text
        let departments = [("1001", "心内科", 6_000), ("2001", "普外科", 8_000)]
        for (department, name, fen) in departments {
            let price = MasterChange.Price(
                campus: "benbu", department: department, name: name, price: Money(fen: fen),
                item: "HL\(department)", insurance: nil, since: since, until: nil)
            let change = try Changes.propose(
                .setPrice(price), by: person("U04"), at: now, in: transaction)
            _ = try Changes.confirm(change, by: person("U11"), at: now, in: transaction)
        }
    }

    private static func person(_ number: String) -> Caller {
        Caller(roles: [.finance], actor: "staff \(number)")
    }
}
