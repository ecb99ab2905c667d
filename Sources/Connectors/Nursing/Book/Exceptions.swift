import Foundation
import Lab
import Storage

/// What a person must look at before all of a stay's days are as they should be.
enum Exceptions {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        // Of single days.
        case withoutRecord, servedElsewhere, itemStands
        // Of whole stays.
        case withoutOwner, overlap, disorder, settledButChanged, unreadable
    }

    struct Found: Hashable, Sendable {
        let kind: Kind
        /// Nil for what concerns the whole stay.
        let day: Day?
        /// A code, a number of days or an amount: no name.
        let detail: String
    }

    struct Entry: Sendable, Identifiable {
        let id: Int
        let campus: String
        let stay: String
        let day: Day?
        let kind: Kind
        let detail: String
        let foundAt: Date
        let resolvedAt: Date?
        let settledBy: String?
        let note: String?

        /// Whether it keeps a stay from being settled.
        var stops: Bool { resolvedAt == nil && settledBy == nil }

        fileprivate init(_ row: Row) throws {
            id = try row.int("id")
            campus = try row.string("campus")
            stay = try row.string("stay")
            day = Day(try row.string("day"))
            kind = try row.named("kind")
            detail = try row.string("detail")
            foundAt = try row.date("foundAt")
            resolvedAt = try row.optionalDate("resolvedAt")
            settledBy = try row.optionalString("settledBy")
            note = try row.optionalString("note")
        }
    }

    /// Lays what was found now beside what was open: what is gone is resolved, what is new added.
    static func lay(
        _ found: [Found], of stay: String, campus: String, beside open: [Entry], at now: Date,
        in transaction: any Transaction
    ) throws {
        struct Place: Hashable {
            let kind: Kind
            let day: Day?
        }
        var known: [Place: Entry] = [:]
        for entry in open { known[Place(kind: entry.kind, day: entry.day)] = entry }
        for one in found {
            if let entry = known.removeValue(forKey: Place(kind: one.kind, day: one.day)) {
                guard entry.detail != one.detail else { continue }
                try transaction.send(
                    "UPDATE nursingException SET detail = \(one.detail) WHERE id = \(entry.id)")
            } else {
                try add(one, of: stay, campus: campus, at: now, in: transaction)
            }
        }
        for entry in known.values {
            try transaction.send(
                "UPDATE nursingException SET resolvedAt = \(now) WHERE id = \(entry.id)")
        }
    }

    static func add(
        _ found: Found, of stay: String, campus: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.send(
            """
            INSERT INTO nursingException (campus, stay, day, kind, detail, foundAt)
            VALUES (\(campus), \(stay), \(found.day?.text ?? ""), \(found.kind),
                \(found.detail), \(now))
            ON CONFLICT (stay, day, kind) WHERE resolvedAt IS NULL DO NOTHING
            """)
    }

    static func open(
        of stays: [String], in transaction: any Transaction
    ) throws -> [String: [Entry]] {
        let entries = try transaction.rows(
            """
            SELECT id, campus, stay, day, kind, detail, foundAt, resolvedAt, settledBy, note
            FROM nursingException WHERE stay IN (\(list: stays)) AND resolvedAt IS NULL
            ORDER BY stay, day, kind
            """
        ).map(Entry.init)
        return Dictionary(grouping: entries, by: \.stay)
    }

    /// How many nobody has looked at yet.
    static func open(campus: String?, in transaction: any Transaction) throws -> Int {
        try transaction.row(
            """
            SELECT count(*) AS open FROM nursingException
            WHERE resolvedAt IS NULL AND settledBy IS NULL
                AND (campus = \(campus) OR \(campus == nil) = 1)
            """)?.int("open") ?? 0
    }

    static func find(_ id: Int, in transaction: any Transaction) throws -> Entry? {
        try transaction.row(
            """
            SELECT id, campus, stay, day, kind, detail, foundAt, resolvedAt, settledBy, note
            FROM nursingException WHERE id = \(id)
            """
        ).map(Entry.init)
    }

    /// For the page: the newest first.
    static func search(
        campus: String?, stay: String?, openOnly: Bool, limit: Int,
        in transaction: any Transaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT id, campus, stay, day, kind, detail, foundAt, resolvedAt, settledBy, note
            FROM nursingException
            WHERE (\(campus) IS NULL OR campus = \(campus)) AND (\(stay) IS NULL OR stay = \(stay))
                AND (\(openOnly) = 0 OR (resolvedAt IS NULL AND settledBy IS NULL))
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Entry.init)
    }

    static func settle(
        _ id: Int, by actor: String, note: String, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE nursingException SET settledBy = \(actor), settledAt = \(now), note = \(note)
            WHERE id = \(id) AND settledBy IS NULL
            """)
    }
}
