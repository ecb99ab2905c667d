import Foundation
import Hospital

/// Something a counterparty is to be told, before it is in the outbox.
///
/// Enqueued in the transaction that made it necessary: both are kept, or neither.
public struct Errand: Hashable, Sendable {
    public let connector: String
    /// What to do, in the connector's words, such as `bill.issue`.
    public let operation: String
    /// The counterparty's lane, such as `einvoice.benbu`.
    public let lane: String
    /// What keeps its order: of the deliveries of one key, the next waits for the one before.
    ///
    /// Nil for what follows nothing.
    public let key: String?
    /// The business number by which the counterparty tells a repeat, unique per connector for
    /// ever: enqueueing it again gives the delivery that is there.
    public let number: String?
    /// Of state-like messages of one key (a bed, a stock) only the highest version matters:
    /// older ones not sent yet are superseded.
    public let version: Int?
    public let payload: JSON
    /// Not before this moment; at once where nil.
    public let dueAt: Date?
    /// The law's or the contract's last moment; urgency grows as it nears.
    public let deadline: Date?

    public init(
        connector: String, operation: String, lane: String, key: String? = nil,
        number: String? = nil, version: Int? = nil, payload: JSON, dueAt: Date? = nil,
        deadline: Date? = nil
    ) {
        self.connector = connector
        self.operation = operation
        self.lane = lane
        self.key = key
        self.number = number
        self.version = version
        self.payload = payload
        self.dueAt = dueAt
        self.deadline = deadline
    }
}
