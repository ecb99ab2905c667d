import GRDB

/// One move under way, inside the target's transaction; blocks.
struct Removal {
    /// Rows fetched from the server at once.
    private static let batch = 1000

    private let source: SQLiteEngine
    private let target: any Transaction

    init(from source: SQLiteEngine, into target: any Transaction) {
        self.source = source
        self.target = target
    }

    func run() throws -> Move.Report {
        do {
            return try source.pool.read { database in
                let tables = try MovedTable.all(of: database, and: target)
                for table in tables {
                    // Waits for a killed move that the server has not noticed, and keeps daemons off.
                    try target.execute(SQL(stringLiteral: "LOCK TABLE \(table.name)"))
                }
                if let held = try tables.first(where: isHeld) {
                    return try confirm(tables, in: database, because: held)
                }
                return try copy(tables, from: database)
            }
        } catch let error as DatabaseError {
            throw error.told("read the database to move")
        }
    }

    private func isHeld(_ table: MovedTable) throws -> Bool {
        try target.row(SQL(stringLiteral: "SELECT 1 AS one FROM \(table.name) LIMIT 1")) != nil
    }

    private func copy(
        _ tables: [MovedTable], from database: Database
    ) throws -> Move.Report {
        var parts: [Move.Report.Part] = []
        for table in tables {
            var there = Tally()
            try read(table, from: database) { values in
                there.add(values, lane: lane(of: values, in: table))
                try target.send(table.insertion(of: values))
            }
            try goOnCounting(table, in: database)
            guard try tally(table) == there else { throw Self.differs(table) }
            parts += there.parts.map { .init(table: table.name, lane: $0.lane, rows: $0.rows) }
        }
        return Move.Report(parts: parts)
    }

    /// A target that is not empty may be one that an earlier move filled and could not say so.
    private func confirm(
        _ tables: [MovedTable], in database: Database, because held: MovedTable
    ) throws -> Move.Report {
        var parts: [Move.Report.Part] = []
        for table in tables {
            var there = Tally()
            try read(table, from: database) {
                there.add($0, lane: lane(of: $0, in: table))
            }
            guard try tally(table) == there else {
                throw StorageError(
                    .place, attempted: "move into a PostgreSQL database",
                    reason: "its table \(held.name) holds something else already",
                    remedy: "name an empty database: createdb -E UTF8 -T template0 NAME")
            }
            parts += there.parts.map { .init(table: table.name, lane: $0.lane, rows: $0.rows) }
        }
        return Move.Report(parts: parts, wasDone: true)
    }

    private func read(
        _ table: MovedTable, from database: Database, _ body: ([Value]) throws -> Void
    ) throws {
        let rows = try GRDB.Row.fetchCursor(
            database, sql: "SELECT \(table.list) FROM \(table.name)")
        while let row = try rows.next() {
            try body(table.typed(row.databaseValues.map(Value.init)))
        }
    }

    /// What the target holds, read back through a cursor.
    private func tally(_ table: MovedTable) throws -> Tally {
        var here = Tally()
        try target.execute(
            SQL(
                stringLiteral:
                    "DECLARE moved CURSOR FOR SELECT \(table.list) FROM \(table.name)"))
        while case let rows = try target.rows(
            SQL(stringLiteral: "FETCH \(Self.batch) FROM moved")), !rows.isEmpty
        {
            for row in rows { here.add(row.values, lane: lane(of: row.values, in: table)) }
        }
        try target.execute("CLOSE moved")
        return here
    }

    private func lane(of values: [Value], in table: MovedTable) -> String? {
        guard let place = table.lane, case .text(let lane) = values[place] else { return nil }
        return lane
    }

    /// Numbers go on where they stopped, also past rows that were deleted.
    private func goOnCounting(_ table: MovedTable, in database: Database) throws {
        guard let identity = table.identity,
            let last = try Int.fetchOne(
                database, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?",
                arguments: [table.name]), last > 0
        else { return }
        let (name, column) = (table.name.lowercased(), identity.lowercased())
        _ = try target.rows(
            "SELECT setval(pg_get_serial_sequence(\(name), \(column)), \(last)) AS last")
    }

    private static func differs(_ table: MovedTable) -> StorageError {
        StorageError(
            .damaged, attempted: "move the table \(table.name)",
            reason: "what arrived is not what was sent",
            remedy: "nothing was moved; run `labqueue verify`, and report this")
    }
}
