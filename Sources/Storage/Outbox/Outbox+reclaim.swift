import Foundation

extension Outbox {
    /// Gives back what dead workers had in hand.
    ///
    /// Where something may have been said, the next step is to ask what became of it. The try
    /// stays counted, so that a delivery that brings its daemon down ends with the dead.
    /// - Parameter workers: The dead; nil for all, where we are known to be alone.
    /// - Returns: The lanes that have work now.
    @discardableResult
    public static func reclaim(
        from workers: Set<String>? = nil, in transaction: any Transaction
    ) throws -> [String: Int] {
        let head: SQL = """
            UPDATE delivery SET state = 'ready', worker = NULL, sentAt = NULL,
                lastError = CASE WHEN sentAt IS NULL THEN 'the daemon ended before it was sent'
                    ELSE 'the daemon ended before the answer was kept' END,
                step = CASE WHEN sentAt IS NULL THEN step ELSE 'reconcile' END
            WHERE state = 'running'
            """
        let these: SQL = workers.map { " AND worker IN (\(list: $0.sorted()))" } ?? ""
        let rows = try transaction.rows(head + these + " RETURNING lane")
        return try rows.reduce(into: [:]) { counts, row in
            counts[try row.string("lane"), default: 0] += 1
        }
    }

    /// Gives back what `worker` claimed in `lane` without hearing of it.
    ///
    /// The commit's answer was lost; the try was never made, so it does not count.
    /// - Parameter ids: What it knows to have in hand.
    public static func giveBack(
        in lane: String, by worker: String, except ids: Set<Int>, in transaction: any Transaction
    ) throws {
        let unknown = try transaction.rows(
            """
            SELECT id FROM delivery
            WHERE lane = \(lane) AND state = 'running' AND worker = \(worker)
            """
        ).map { try $0.int("id") }.filter { !ids.contains($0) }
        guard !unknown.isEmpty else { return }
        try transaction.execute(
            """
            UPDATE delivery SET state = 'ready', worker = NULL, sentAt = NULL,
                attempt = CASE WHEN sentAt IS NULL THEN attempt - 1 ELSE attempt END,
                step = CASE WHEN sentAt IS NULL THEN step ELSE 'reconcile' END
            WHERE id IN (\(list: unknown.sorted()))
            """)
    }

    /// Who has deliveries in hand.
    public static func workers(in transaction: any Transaction) throws -> Set<String> {
        Set(
            try transaction.rows(
                """
                SELECT DISTINCT d.worker AS worker FROM lane l
                JOIN delivery d ON d.lane = l.name AND d.state = 'running'
                """
            ).map { try $0.string("worker") })
    }
}
