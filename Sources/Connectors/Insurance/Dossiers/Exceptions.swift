import Foundation
import Storage

/// What a person must look at, in table `insuranceException`.
enum Exceptions {
    enum Kind: String, Sendable, CaseIterable {
        /// The HIS reversed without having been told to go on.
        case unasked
        /// Told to go on, and then nothing more.
        case unanswered
        /// A list could not be taken back.
        case withdrawal
        /// A list taken back could not be submitted again.
        case restoring
    }

    struct Entry: Sendable, Identifiable {
        let id: Int
        let settlement: String
        let campus: String
        let kind: Kind
        let at: Date
        let note: String
        let settledAt: Date?
        let settledBy: String?
        let answer: String?
    }

    /// Opens one, once in each round; a later note takes the place of an earlier one.
    static func open(
        _ kind: Kind, of dossier: Dossier, note: String = "", at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO insuranceException (settlement, round, kind, at, note)
            VALUES (\(dossier.settlement), \(dossier.round), \(kind), \(now), \(note))
            ON CONFLICT (settlement, round, kind) DO UPDATE SET at = excluded.at,
                note = excluded.note, settledAt = NULL, settledBy = NULL, answer = NULL
            """)
    }

    /// They have settled themselves.
    static func settle(
        _ kinds: Set<Kind>, of settlement: String, because answer: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE insuranceException SET settledAt = \(now), settledBy = 'labqueue',
                answer = \(answer)
            WHERE settlement = \(settlement) AND settledAt IS NULL
                AND kind IN (\(list: kinds.map(\.rawValue).sorted()))
            """)
    }

    /// A person has looked.
    /// - Returns: Whether it was open.
    static func settle(
        _ id: Int, by actor: String, answer: String, at now: Date,
        in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE insuranceException SET settledAt = \(now), settledBy = \(actor),
                answer = \(answer)
            WHERE id = \(id) AND settledAt IS NULL
            """) == 1
    }

    /// How many nobody has looked at yet.
    static func open(campus: String?, in transaction: any Transaction) throws -> Int {
        try transaction.row(
            """
            SELECT count(*) AS open
            FROM insuranceException e JOIN insuranceSettlement s ON s.settlement = e.settlement
            WHERE e.settledAt IS NULL AND (s.campus = \(campus) OR \(campus == nil) = 1)
            """)?.int("open") ?? 0
    }

    /// Oldest first.
    static func search(
        campus: String?, openOnly: Bool, id: Int? = nil, settlement: String? = nil,
        limit: Int = 500, in transaction: any Transaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT e.id, e.settlement, s.campus, e.kind, e.at, e.note, e.settledAt, e.settledBy,
                e.answer
            FROM insuranceException e JOIN insuranceSettlement s ON s.settlement = e.settlement
            WHERE (s.campus = \(campus) OR \(campus == nil) = 1)
                AND (e.settledAt IS NULL OR \(openOnly) = 0)
                AND (e.id = \(id) OR \(id == nil) = 1)
                AND (e.settlement = \(settlement) OR \(settlement == nil) = 1)
            ORDER BY e.at, e.id LIMIT \(limit)
            """
        ).map { row in
            Entry(
                id: try row.int("id"), settlement: try row.string("settlement"),
                campus: try row.string("campus"), kind: try row.named("kind"),
                at: try row.date("at"), note: try row.string("note"),
                settledAt: try row.optionalDate("settledAt"),
                settledBy: try row.optionalString("settledBy"),
                answer: try row.optionalString("answer"))
        }
    }
}
