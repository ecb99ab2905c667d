import Foundation
import Storage

/// The table of categories, `assistanceCategory`: the hospital's own, the same at every campus.
enum Categories {
    static func all(in transaction: any Transaction) throws -> [Category] {
        try transaction.rows("SELECT * FROM assistanceCategory ORDER BY sort, code")
            .map(Category.init)
    }

    static func find(_ code: String, in transaction: any Transaction) throws -> Category? {
        try transaction.row("SELECT * FROM assistanceCategory WHERE code = \(code)")
            .map(Category.init)
    }

    static func save(
        _ category: Category, by actor: String, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO assistanceCategory (code, name, insurer, hospital, validFrom, validUntil,
                sort, updatedAt, updatedBy)
            VALUES (\(category.code), \(category.name), \(category.insurer),
                \(category.hospital), \(category.from), \(category.until), \(category.sort),
                \(now), \(actor))
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, insurer = excluded.insurer,
                hospital = excluded.hospital, validFrom = excluded.validFrom,
                validUntil = excluded.validUntil, sort = excluded.sort,
                updatedAt = excluded.updatedAt, updatedBy = excluded.updatedBy
            """)
    }
}

extension Category {
    fileprivate init(_ row: Row) throws {
        self.init(
            code: try row.string("code"), name: try row.string("name"),
            insurer: try row.string("insurer"), hospital: try row.optionalString("hospital"),
            from: try row.optionalString("validFrom"), until: try row.optionalString("validUntil"),
            sort: try row.int("sort"))
    }
}
