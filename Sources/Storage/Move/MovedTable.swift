import GRDB

/// A table as it is found in both databases.
struct MovedTable {
    let name: String
    /// In the order of the source.
    let columns: [(name: String, type: ValueType)]
    /// The column whose numbers the engine gives.
    let identity: String?
    /// Where the deliveries' lane is among the columns.
    let lane: Int?

    /// All tables of the source, those that others refer to first, but for the list of migrations.
    static func all(of source: Database, and target: any Transaction) throws -> [MovedTable] {
        let names = try String.fetchAll(
            source,
            sql: """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                    AND name <> 'migration' ORDER BY rowid
                """)
        return try names.map { name in
            try MovedTable(name, columns: source.columns(in: name).map(\.name), in: target)
        }
    }

    private init(_ name: String, columns: [String], in target: any Transaction) throws {
        let found = try target.rows(
            """
            SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS type,
                is_identity = 'YES' AS given FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(name.lowercased())
            """)
        var types: [String: ValueType] = [:]
        for row in found {
            types[try row.string("name")] =
                switch try row.string("type") {
                case "bigint", "integer", "smallint", "boolean": .integer
                case "double precision", "real", "numeric": .real
                default: .text
                }
        }
        self.name = name
        self.columns = try columns.map { column in
            guard let type = types[column.lowercased()], types.count == columns.count else {
                throw StorageError(
                    .newer, attempted: "move the table \(name)",
                    reason: "its columns are not the same in both databases",
                    remedy: "move into a new database that this version makes")
            }
            return (column, type)
        }
        let given = try found.first { try $0.bool("given") }?.string("name")
        identity = columns.first { $0.lowercased() == given }
        lane = name == "delivery" ? columns.firstIndex(of: "lane") : nil
    }

    /// The names of the columns, as a statement lists them.
    var list: String { columns.map(\.name).joined(separator: ", ") }

    /// A statement that adds one row.
    func insertion(of values: [Value]) -> SQL {
        var fragments = Array(repeating: ", ", count: values.count + 1)
        fragments[0] = "INSERT INTO \(name) (\(list)) VALUES ("
        fragments[values.count] = ")"
        return SQL(fragments: fragments, arguments: values, types: columns.map(\.type))
    }

    /// The values in the types of the target's columns.
    func typed(_ values: [Value]) -> [Value] {
        zip(values, columns).map { value, column in
            switch (value, column.type) {
            case (.integer(let number), .real): .real(Double(number))
            default: value
            }
        }
    }
}
