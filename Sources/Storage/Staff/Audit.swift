import Foundation

/// Who did what, as far as it is not in the journal: tokens, settings, reprints, searches.
public enum Audit {
    public struct Entry: Hashable, Sendable {
        public let at: Date
        /// A token's or a person's name, such as `window 3`.
        public let actor: String
        /// Where from, such as an address.
        public let origin: String
        /// What was done, such as `token.revoke`.
        public let action: String
        /// To what: a ticket's label or a row's number, never a patient's name.
        public let target: String
        public let detail: String

        public init(
            at: Date, actor: String, origin: String, action: String, target: String,
            detail: String = ""
        ) {
            self.at = at
            self.actor = actor
            self.origin = origin
            self.action = action
            self.target = target
            self.detail = detail
        }
    }

    public static func append(_ entry: Entry, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO audit (at, actor, origin, action, target, detail)
            VALUES (\(entry.at), \(entry.actor), \(entry.origin), \(entry.action),
                \(entry.target), \(entry.detail))
            """)
    }

    /// The latest entries, newest first.
    public static func recent(
        limit: Int = 100, in transaction: any Transaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT at, actor, origin, action, target, detail FROM audit
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map { row in
            Entry(
                at: try row.date("at"), actor: try row.string("actor"),
                origin: try row.string("origin"), action: try row.string("action"),
                target: try row.string("target"), detail: try row.string("detail"))
        }
    }

    /// Entries with the number that orders them.
    public struct Numbered: Hashable, Sendable {
        public let number: Int
        public let entry: Entry
    }

    /// Entries whose actor, action or target begins with `text`, newest first.
    /// - Parameter before: Only those with a smaller number; all where nil.
    public static func search(
        _ text: String, before: Int?, limit: Int, in transaction: any Transaction
    ) throws -> [Numbered] {
        let length = text.unicodeScalars.count
        return try transaction.rows(
            """
            SELECT id, at, actor, origin, action, target, detail FROM audit
            WHERE id < \(before ?? Int.max)
                AND (substr(actor, 1, \(length)) = \(text) OR substr(action, 1, \(length)) = \(text)
                    OR substr(target, 1, \(length)) = \(text))
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map { row in
            Numbered(
                number: try row.int("id"),
                entry: Entry(
                    at: try row.date("at"), actor: try row.string("actor"),
                    origin: try row.string("origin"), action: try row.string("action"),
                    target: try row.string("target"), detail: try row.string("detail")))
        }
    }
}
