import Foundation

/// What is done now and then, in small pieces.
extension Outbox {
    /// Raises the urgency of deliveries whose deadline nears: half of their time left, a quarter,
    /// past.
    /// - Returns: How many were raised.
    @discardableResult
    public static func raiseUrgency(at now: Date, in transaction: any Transaction) throws -> Int {
        try transaction.execute(
            """
            UPDATE delivery SET urgency = CASE
                WHEN deadline <= \(now) THEN 0
                WHEN deadline - (deadline - createdAt) / 4 <= \(now) THEN 1
                ELSE 2 END
            WHERE deadline IS NOT NULL AND state <> 'running' AND urgency > CASE
                WHEN deadline <= \(now) THEN 0
                WHEN deadline - (deadline - createdAt) / 4 <= \(now) THEN 1
                WHEN deadline - (deadline - createdAt) / 2 <= \(now) THEN 2
                ELSE 3 END
            """)
    }

    /// Lets out of the line whoever is first of a key without a head.
    ///
    /// Enqueueing and ending leave none; this is for a database repaired by hand.
    /// - Returns: The lanes that have work now.
    @discardableResult
    public static func repair(in transaction: any Transaction) throws -> Set<String> {
        let stuck = try strays(in: transaction)
        try promote(stuck, in: transaction)
        return Set(stuck.map(\.lane))
    }

    /// Keys whose deliveries all wait for one that is not there.
    static func strays(in transaction: any Transaction) throws -> Set<KeyedLane> {
        Set(
            try transaction.rows(
                """
                SELECT DISTINCT d.lane AS lane, d.key AS key FROM lane l
                JOIN delivery d ON d.lane = l.name AND d.state = 'behind'
                WHERE NOT EXISTS (
                    SELECT 1 FROM delivery head WHERE head.lane = d.lane AND head.key = d.key
                        AND head.state <> 'behind')
                """
            ).map { KeyedLane(try $0.string("lane"), try $0.string("key")) })
    }

    /// Forgets the oldest of what ended before `moment`, and what was said for it.
    ///
    /// Numbers are never forgotten: a repeat stays a repeat.
    /// - Returns: How many; call again until it is fewer than `limit`.
    @discardableResult
    public static func prune(
        before moment: Date, atMost limit: Int, in transaction: any Transaction
    ) throws -> Int {
        let ids = try transaction.rows(
            """
            SELECT id FROM pastDelivery WHERE endedAt < \(moment)
            ORDER BY endedAt LIMIT \(limit)
            """
        ).map { try $0.int("id") }
        let questions = try transaction.execute(
            """
            DELETE FROM exchange WHERE id IN (
                SELECT id FROM exchange WHERE sentAt < \(moment) AND delivery IS NULL
                ORDER BY sentAt LIMIT \(limit))
            """)
        guard !ids.isEmpty else { return questions }
        try transaction.execute("DELETE FROM exchange WHERE delivery IN (\(list: ids))")
        try transaction.execute("DELETE FROM pastDelivery WHERE id IN (\(list: ids))")
        return max(ids.count, questions)
    }
}
