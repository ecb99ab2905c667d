import Foundation
import Hospital
import Hub
import Storage

/// Makes errands of the differences that a machine can repair.
struct Repairs: Sendable {
    let bureau: Bureau
    let at: Date

    /// - Returns: Nil where a person must look, or somebody has started the repair.
    func start(
        _ row: Differences.Row, by actor: String, in transaction: any Transaction
    ) throws -> Errand? {
        guard row.settledAt == nil, row.startedAt == nil else { return nil }
        switch row.repair {
        case .look: return nil
        case .reissue:
            guard let bill = try Bills.bill(row.busNo, in: transaction),
                try Bills.move(row.busNo, .missing, in: transaction)
            else { return nil }
            // Sent again under the same business number: if the platform has it after all, it
            // says so and the bill is taken as it is there.
            try Differences.settle(
                row.id, by: actor, note: "已补开", at: at, in: transaction)
            return Errand(
                connector: EInvoiceConnector.name, operation: ErrandKind.issue.rawValue,
                lane: bill.lane, key: bill.family, number: "again-\(row.id)-\(row.busNo)",
                payload: ["bill": .string(row.busNo)])
        case .reverse:
            try Differences.start(row.id, at: at, in: transaction)
            return Errand(
                connector: EInvoiceConnector.name,
                operation: ErrandKind.reverseStranger.rawValue,
                lane: EInvoiceConnector.dailyLane(of: row.campus),
                key: "stranger-\(row.batch)-\(row.number)", number: "stranger-\(row.id)",
                payload: [
                    "difference": .integer(Int64(row.id)), "operator": .string(actor),
                    "at": .integer(Int64((at.timeIntervalSince1970 * 1000).rounded())),
                ])
        }
    }
}
