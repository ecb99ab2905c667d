import Foundation
import Hospital
import Storage

/// The sheets we know of, in table `einvoiceSheet`.
enum Sheets {
    /// A sheet with what became of it.
    struct Entry: Sendable {
        let kind: Bill.Kind
        let number: String
        let campus: String
        let patient: String
        let family: String
        let total: Money?
        let at: Date
        /// Nil where only its reversal has arrived.
        let sheet: Sheet?
        let reversedAt: Date?

        var isReversed: Bool { reversedAt != nil }
    }

    /// Keeps a sheet, once.
    /// - Parameter family: The number of the first settlement of its line of partial refunds.
    static func insert(
        _ sheet: Sheet, family: String, in transaction: any Transaction
    ) throws {
        let content = try text(of: sheet)
        try transaction.execute(
            """
            INSERT INTO einvoiceSheet (kind, number, campus, patient, visit, stay, family, total,
                at, content)
            VALUES (\(sheet.kind), \(sheet.number), \(sheet.campus), \(sheet.patient),
                \(sheet.visit), \(sheet.stay), \(family), \(sheet.total.fen), \(sheet.at),
                \(content))
            ON CONFLICT (kind, number) DO UPDATE SET content = excluded.content,
                total = excluded.total, visit = excluded.visit, stay = excluded.stay,
                campus = excluded.campus, family = excluded.family
            WHERE einvoiceSheet.content IS NULL
            """)
        for used in sheet.used {
            try transaction.execute(
                """
                INSERT INTO einvoiceUse (settlement, deposit, amount)
                VALUES (\(sheet.number), \(used.deposit), \(used.amount.fen))
                ON CONFLICT (settlement, deposit) DO NOTHING
                """)
        }
    }

    /// Notes that a sheet no longer counts, even before the sheet itself has arrived.
    static func reverse(
        _ kind: Bill.Kind, _ number: String, campus: String, patient: String, at: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO einvoiceSheet (kind, number, campus, patient, family, at, reversedAt)
            VALUES (\(kind), \(number), \(campus), \(patient), \(number), \(at), \(at))
            ON CONFLICT (kind, number) DO UPDATE SET reversedAt = excluded.reversedAt
            WHERE einvoiceSheet.reversedAt IS NULL
            """)
    }

    static func entry(
        _ kind: Bill.Kind, _ number: String, in transaction: any Transaction
    ) throws -> Entry? {
        try transaction.row(
            """
            SELECT kind, number, campus, patient, family, total, at, content, reversedAt
            FROM einvoiceSheet WHERE kind = \(kind) AND number = \(number)
            """
        ).map(Entry.init)
    }

    /// The sheet of a settlement, which is a registration's, a visit's or a stay's.
    static func settlement(
        _ number: String, in transaction: any Transaction
    ) throws -> Entry? {
        try transaction.row(
            """
            SELECT kind, number, campus, patient, family, total, at, content, reversedAt
            FROM einvoiceSheet WHERE number = \(number) AND kind <> 'deposit'
            ORDER BY kind LIMIT 1
            """
        ).map(Entry.init)
    }

    private static func text(of sheet: Sheet) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(sheet), as: UTF8.self)
    }
}

extension Sheets.Entry {
    init(_ row: Row) throws {
        self.init(
            kind: try row.named("kind"), number: try row.string("number"),
            campus: try row.string("campus"), patient: try row.string("patient"),
            family: try row.string("family"),
            total: try row.optionalInt("total").map(Money.init(fen:)), at: try row.date("at"),
            sheet: try row.optionalString("content") == nil
                ? nil : row.json("content", as: Sheet.self),
            reversedAt: try row.optionalDate("reversedAt"))
    }
}
