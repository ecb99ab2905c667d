import Foundation
import Hub
import Storage

extension Connectors {
    /// Ends a delivery that need not go any more; its connector hears of it in the same
    /// transaction, unless it has heard already that the delivery was dead.
    /// - Returns: What was skipped; nil while it is under way, or when it has ended.
    func skip(
        _ id: Int, because reason: String, at now: Date, in transaction: any Transaction
    ) throws -> Delivery? {
        let skipped = try Outbox.skip(id, because: reason, at: now, in: transaction)
        if let skipped, skipped.state != .dead {
            try self[skipped.connector]?.connector.gaveUp(
                skipped, because: reason, in: transaction)
        }
        return skipped
    }
}
