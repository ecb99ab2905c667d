import Foundation

/// What a wall clock that was wrong for a while has left behind.
extension Outbox {
    /// So far two daemons' clocks may be apart, in seconds.
    private static let tolerance: TimeInterval = 300

    /// Makes due what was put off by a clock that was ahead: errands made in the future go at
    /// their distance from now, and what was tried waits no longer than its lane ever waits.
    /// - Parameter waits: The longest wait of each lane's deliveries, in seconds.
    /// - Returns: How many were brought forward.
    @discardableResult
    public static func bringForward(
        _ waits: [String: TimeInterval], at now: Date, in transaction: any Transaction
    ) throws -> Int {
        var count = try transaction.execute(
            """
            UPDATE delivery SET createdAt = \(now), deadline = deadline - createdAt + \(now),
                dueAt = CASE WHEN dueAt > createdAt THEN dueAt - createdAt + \(now)
                    ELSE \(now) END
            WHERE createdAt > \(now.addingTimeInterval(tolerance)) AND state <> 'running'
            """)
        for (lane, wait) in waits.sorted(by: { $0.key < $1.key }) {
            count += try transaction.execute(
                """
                UPDATE delivery SET dueAt = \(now)
                WHERE lane = \(lane) AND state = 'ready' AND lastError IS NOT NULL
                    AND dueAt > \(now.addingTimeInterval(wait))
                """)
        }
        return count
    }
}
