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
    static func promote(_ keys: Set<KeyedLane>, in transaction: any Transaction) throws {
        for (lane, keys) in Dictionary(grouping: keys, by: \.lane).sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                UPDATE delivery SET state = 'ready' WHERE id IN (
                    SELECT min(d.id) FROM delivery d
                    WHERE d.lane = \(lane) AND d.key IN (\(list: keys.map(\.key).sorted()))
                        AND NOT EXISTS (
                            SELECT 1 FROM delivery head WHERE head.lane = d.lane
                                AND head.key = d.key AND head.state <> 'behind')
                    GROUP BY d.key)
                """)
        }
    }
}
