import Foundation
import Lab

/// What the HIS has told, as far as at least two rooms read it.
///
/// Events may come late, twice or in the wrong order: the records end up the same. Of two events
/// about one thing the one with the later `at` counts; of two with the same, the later arrived.
public enum Records {
    /// Notes that an event has arrived.
    /// - Parameter json: The event's `data`, as it came.
    /// - Returns: Whether it is new. A known `id` is harmless whatever it brings: do nothing.
    public static func accept(
        eventID: String, type: String, at: Date, campus: String, receivedAt: Date, json: String,
        in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO hisEvent (id, type, at, campus, receivedAt, data)
            VALUES (\(eventID), \(type), \(at), \(campus), \(receivedAt), \(json))
            ON CONFLICT (id) DO NOTHING
            """) == 1
    }
}
