import Foundation

/// What a person may do with deliveries that wait or are dead.
extension Outbox {
    /// Gives dead deliveries another chance, and lets waiting ones go at once, all in the order
    /// in which they were enqueued.
    ///
    /// One whose fate is unknown begins with the question.
    /// - Returns: Those that will go, in that order; others are under way or ended.
    @discardableResult
    public static func replay(_ ids: [Int], in transaction: any Transaction) throws -> [Int] {
        guard !ids.isEmpty else { return [] }
        // As due as when it was made: before everything younger.
        return try transaction.rows(
            """
            UPDATE delivery SET state = 'ready', attempt = 0, dueAt = createdAt
            WHERE id IN (\(list: ids.sorted())) AND state IN ('dead', 'ready')
            RETURNING id
            """
        ).map { try $0.int("id") }.sorted()
    }

    /// Ends a delivery that need not go any more, so that the next of its key may.
    /// - Parameter reason: Why, and who says so.
    /// - Returns: What was skipped; nil where it is under way or has ended.
    public static func skip(
        _ id: Int, because reason: String, at now: Date, in transaction: any Transaction
    ) throws -> Delivery? {
        let found = try transaction.row(
            """
            SELECT \(raw: Delivery.columns) FROM delivery
            WHERE id = \(id) AND state <> 'running' {lock}
            """)
        guard let delivery = try found.map({ try Delivery($0) }) else { return nil }
        try end([id], as: .skipped, because: reason, at: now, in: transaction)
        if let key = delivery.key {
            try promote([KeyedLane(delivery.lane, key)], in: transaction)
        }
        return delivery
    }

    /// Keeps an errand that could not even be made: dead, for a person to look at.
    ///
    /// Replayed, it is made again.
    @discardableResult
    public static func keepDead(
        _ errand: Errand, event: String?, because reason: String, at now: Date,
        in transaction: any Transaction
    ) throws -> Int {
        let id = try enqueue(errand, event: event, at: now, in: transaction)
        try transaction.execute(
            """
            UPDATE delivery SET state = 'dead', lastError = \(reason)
            WHERE id = \(id) AND state IN ('ready', 'behind')
            """)
        return id
    }
}
