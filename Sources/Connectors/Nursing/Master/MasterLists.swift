import Hospital
import Storage

/// Prices and bundled items as they are kept, for pages and checks.
enum MasterLists {
    struct Price: Sendable, Identifiable {
        let id: Int
        let campus: String
        let department: String
        let name: String
        let price: Money
        let item: String
        let insurance: String?
        let since: Day
        let until: Day?
        let isWithdrawn: Bool

        fileprivate init(_ row: Row) throws {
            id = try row.int("id")
            campus = try row.string("campus")
            department = try row.string("department")
            name = try row.string("name")
            price = Money(fen: try row.int("price"))
            item = try row.string("item")
            insurance = try row.optionalString("insurance")
            since = try row.day("since")
            until = try row.optionalDay("until")
            isWithdrawn = try row.optionalInt("withdrawn") != nil
        }
    }

    struct Bundled: Sendable, Identifiable {
        let id: Int
        let item: String
        let name: String
        let since: Day
        let until: Day?
    }

    /// - Parameter campus: Nil for all.
    static func prices(campus: String?, in transaction: any Transaction) throws -> [Price] {
        try transaction.rows(
            """
            SELECT id, campus, department, name, price, item, insurance, since, until, withdrawn
            FROM nursingPrice WHERE (\(campus) IS NULL OR campus = \(campus))
            ORDER BY campus, department, since, id
            """
        ).map(Price.init)
    }

    static func price(_ id: Int, in transaction: any Transaction) throws -> Price? {
        try transaction.row(
            """
            SELECT id, campus, department, name, price, item, insurance, since, until, withdrawn
            FROM nursingPrice WHERE id = \(id)
            """
        ).map(Price.init)
    }

    static func bundled(in transaction: any Transaction) throws -> [Bundled] {
        try transaction.rows(
            "SELECT id, item, name, since, until FROM nursingBundle ORDER BY item, since"
        ).map { row in
            Bundled(
                id: try row.int("id"), item: try row.string("item"),
                name: try row.string("name"), since: try row.day("since"),
                until: try row.optionalDay("until"))
        }
    }

    /// What the departments of a campus are called, as far as anybody has said.
    static func names(
        campus: String?, in transaction: any Transaction
    ) throws -> [String: String] {
        var names: [String: String] = [:]
        for price in try prices(campus: campus, in: transaction) where !price.name.isEmpty {
            names[price.department] = price.name
        }
        for department in try Records.departments(in: transaction) {
            names[department.id] = department.name
        }
        return names
    }
}
