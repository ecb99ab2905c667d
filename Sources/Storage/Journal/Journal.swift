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

    /// Events in the words of the journal, put down before their turn at the one writer comes.
    ///
    /// Encoding takes longer than the insert; out here all cores do it.
    public struct Lines: Sendable {
        fileprivate let written: [(at: Date, text: String)]

        public init(_ events: [Event]) throws {
            written = try events.map { ($0.at, try JSONText.encode($0)) }
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
        _ lines: Lines, hall: HallID, day: BusinessDay, after seq: Int, command: String,
        actor: String, in transaction: any Transaction
    ) throws {
        try refuse(command, after: seq, of: hall, day, in: transaction)
        for (index, line) in lines.written.enumerated() {
            // On an engine with several writers another may be first between look and insert.
            let added = try transaction.execute(
                """
                INSERT INTO journal (hall, day, seq, command, part, at, actor, event)
                VALUES (\(hall), \(day), \(seq + index + 1), \(command), \(index + 1),
                    \(line.at), \(actor), \(line.text))
                ON CONFLICT DO NOTHING
                """)
            guard added == 1 else {
                try refuse(command, after: seq + index, of: hall, day, in: transaction)
                throw Conflict(hall: hall, day: day, latest: seq + index)
            }
        }
    }

    /// The same, encoding inside the transaction.
    public static func append(
        _ events: [Event], hall: HallID, day: BusinessDay, after seq: Int, command: String,
        actor: String, in transaction: any Transaction
    ) throws {
        try append(
            Lines(events), hall: hall, day: day, after: seq, command: command, actor: actor,
            in: transaction)
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

    /// Throws where the command is known or `seq` is not the last number of the day.
    private static func refuse(
        _ command: String, after seq: Int, of hall: HallID, _ day: BusinessDay,
        in transaction: any Transaction
    ) throws {
        let found = try transaction.row(
            """
            SELECT (SELECT max(seq) FROM journal WHERE hall = \(hall) AND day = \(day)) AS latest,
                (SELECT min(part) FROM journal WHERE command = \(command)) AS known
            """)
        if try found?.optionalInt("known") != nil {
            throw try repeated(command, in: transaction)
        }
        let latest = try found?.optionalInt("latest") ?? 0
        guard latest == seq else { throw Conflict(hall: hall, day: day, latest: latest) }
    }

    private static func repeated(
        _ command: String, in transaction: any Transaction
    ) throws -> Repeated {
        let rows = try transaction.rows(
            """
            SELECT hall, day, seq, command, actor, event FROM journal
            WHERE command = \(command) ORDER BY part
            """)
        return Repeated(
            hall: HallID(try rows.first?.string("hall") ?? ""),
            day: BusinessDay(date: try rows.first?.string("day") ?? ""),
            entries: try rows.map(entry))
    }

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            seq: try row.int("seq"), command: try row.string("command"),
            actor: try row.string("actor"), event: try row.json("event", as: Event.self))
    }
}
