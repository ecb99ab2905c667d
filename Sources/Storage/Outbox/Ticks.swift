import Foundation

/// When schedules fired; which two daemons agree on through the database.
public enum Ticks {
    /// Up to when the schedule has been looked at, the row ours until the commit.
    ///
    /// Seen for the first time it is armed from `now` on: what is past does not fire.
    public static func seen(
        _ schedule: String, at now: Date, in transaction: any Transaction
    ) throws -> Date {
        try transaction.execute(
            """
            INSERT INTO schedule (name, seenAt) VALUES (\(schedule), \(now))
            ON CONFLICT (name) DO NOTHING
            """)
        return try transaction.row(
            "SELECT seenAt FROM schedule WHERE name = \(schedule) {lock}"
        )?.date("seenAt") ?? now
    }

    public static func see(
        _ schedule: String, until moment: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            "UPDATE schedule SET seenAt = \(moment) WHERE name = \(schedule)")
    }

    /// Notes that the schedule fires for `slot`.
    /// - Returns: Whether this is the first time: only then may its errands be enqueued.
    public static func fire(
        _ schedule: String, slot: String, day: String, at now: Date,
        in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO tick (schedule, slot, day, firedAt)
            VALUES (\(schedule), \(slot), \(day), \(now))
            ON CONFLICT (schedule, slot) DO NOTHING
            """) == 1
    }
}
