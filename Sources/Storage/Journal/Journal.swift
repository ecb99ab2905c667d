import Foundation
import Lab

/// What happened in the lines, in order; the truth from which every line is rebuilt.
public enum Journal {
    /// One event in its place.
    public struct Entry: Hashable, Sendable {
        /// Its number in the hall's day, from 1 without gaps.
        public let seq: Int
        /// The caller's name of the command it came from, unique for ever.
        public let command: String
        public let actor: String
        public let event: Event

        public var at: Date { event.at }

        public init(seq: Int, command: String, actor: String, event: Event) {
            self.seq = seq
            self.command = command
            self.actor = actor
            self.event = event
        }
    }

    /// Somebody else has written first: read what is new, decide again, and append once more.
    public struct Conflict: Error, Hashable, Sendable {
        public let hall: HallID
        public let day: BusinessDay
        /// The last number taken.
        public let latest: Int

        public init(hall: HallID, day: BusinessDay, latest: Int) {
            self.hall = hall
            self.day = day
            self.latest = latest
        }
    }

    /// The command was carried out before: these are its events, and the answer is the first one.
    public struct Repeated: Error, Hashable, Sendable {
        public let hall: HallID
        public let day: BusinessDay
        public let entries: [Entry]

        public init(hall: HallID, day: BusinessDay, entries: [Entry]) {
            self.hall = hall
            self.day = day
            self.entries = entries
        }
    }

    /// Adds the events of one command after number `seq`.
    ///
    /// Throws `Repeated` where the command is known, else `Conflict` where `seq` is not the last
    /// number. Out of a write closure, either takes back the closure's other changes too.
    /// - Parameters:
    ///   - seq: The last number the deciding line has applied; 0 on a new day.
    ///   - command: The caller's `Idempotency-Key`, in a space of its own per caller.
    ///   - actor: Who did it, such as `window 3`; never a patient.
    public static func append(
        _ events: [Event], hall: HallID, day: BusinessDay, after seq: Int, command: String,
        actor: String, in transaction: any Transaction
    ) throws {
        try refuseRepeated(command, in: transaction)
        let latest = try latest(of: hall, day, in: transaction)
        guard latest == seq else { throw Conflict(hall: hall, day: day, latest: latest) }
        for (index, event) in events.enumerated() {
            let text = try JSONText.encode(event)
            // On an engine with several writers another may be first between look and insert.
            let added = try transaction.execute(
                """
                INSERT INTO journal (hall, day, seq, command, part, at, actor, event)
                VALUES (\(hall), \(day), \(seq + index + 1), \(command), \(index + 1),
                    \(event.at), \(actor), \(text))
                ON CONFLICT DO NOTHING
                """)
            guard added == 1 else {
                try refuseRepeated(command, in: transaction)
                throw Conflict(
                    hall: hall, day: day, latest: try self.latest(of: hall, day, in: transaction))
            }
        }
    }

    /// The events of a hall's day after number `seq`, in order.
    public static func entries(
        hall: HallID, day: BusinessDay, after seq: Int = 0, in transaction: any Transaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT seq, command, actor, event FROM journal
            WHERE hall = \(hall) AND day = \(day) AND seq > \(seq) ORDER BY seq
            """
        ).map(entry)
    }

    /// The events of one command, in order; empty where it was never carried out.
    public static func entries(command: String, in transaction: any Transaction) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT seq, command, actor, event FROM journal
            WHERE command = \(command) ORDER BY part
            """
        ).map(entry)
    }

    /// The last day anything happened in the hall.
    public static func latestDay(
        of hall: HallID, in transaction: any Transaction
    ) throws -> BusinessDay? {
        try transaction.row("SELECT max(day) AS day FROM journal WHERE hall = \(hall)")?
            .optionalString("day").map(BusinessDay.init(date:))
    }

    private static func latest(
        of hall: HallID, _ day: BusinessDay, in transaction: any Transaction
    ) throws -> Int {
        try transaction.row(
            """
            SELECT max(seq) AS latest FROM journal WHERE hall = \(hall) AND day = \(day)
            """
        )?.optionalInt("latest") ?? 0
    }

    private static func refuseRepeated(_ command: String, in transaction: any Transaction) throws {
        let rows = try transaction.rows(
            """
            SELECT hall, day, seq, command, actor, event FROM journal
            WHERE command = \(command) ORDER BY part
            """)
        guard let first = rows.first else { return }
        throw Repeated(
            hall: try first.named("hall"), day: BusinessDay(date: try first.string("day")),
            entries: try rows.map(entry))
    }

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            seq: try row.int("seq"), command: try row.string("command"),
            actor: try row.string("actor"), event: try row.json("event", as: Event.self))
    }
}
