import Foundation

/// The line of one key in one lane.
struct KeyedLane: Hashable {
    let lane: String
    let key: String

    init(_ lane: String, _ key: String) {
        self.lane = lane
        self.key = key
    }
}

extension Outbox {
    /// Moves deliveries from what is open to what is past.
    static func end(
        _ ids: [Int], as state: Delivery.State, because reason: String?, at now: Date,
        in transaction: any Transaction
    ) throws {
        guard !ids.isEmpty else { return }
        try transaction.execute(
            """
            INSERT INTO pastDelivery (id, connector, operation, lane, key, number, version,
                payload, event, state, step, attempt, dueAt, deadline, createdAt, endedAt,
                lastError, epoch)
            SELECT id, connector, operation, lane, key, number, version, payload, event,
                CAST(\(state) AS TEXT), step, attempt, dueAt, deadline, createdAt,
                CAST(\(now) AS BIGINT), CAST(\(reason) AS TEXT), epoch
            FROM delivery WHERE id IN (\(list: ids))
            """)
        try transaction.execute("DELETE FROM delivery WHERE id IN (\(list: ids))")
    }

    /// Lets the next of each key out of the line, where the key has no head.
    /// - Returns: The lanes in which somebody was waiting.
    @discardableResult
    static func promote(
        _ keys: Set<KeyedLane>, in transaction: any Transaction
    ) throws -> Set<String> {
        var stirred: Set<String> = []
        for (lane, keys) in Dictionary(grouping: keys, by: \.lane).sorted(by: { $0.key < $1.key }) {
            let waiting = try transaction.rows(
                """
                SELECT key, min(id) AS id FROM delivery
                WHERE lane = \(lane) AND key IN (\(list: keys.map(\.key).sorted()))
                    AND state = 'behind'
                GROUP BY key ORDER BY key
                """)
            if !waiting.isEmpty { stirred.insert(lane) }
            for next in waiting {
                let (key, id) = (try next.string("key"), try next.int("id"))
                try transaction.send(
                    """
                    UPDATE delivery SET state = 'ready' WHERE id = \(id) AND NOT EXISTS (
                        SELECT 1 FROM delivery head
                        WHERE head.lane = \(lane) AND head.key = \(key)
                            AND head.state <> 'behind')
                    """)
            }
        }
        return stirred
    }
}
