import GRDB

/// A transaction on SQLite's one writer or one of its readers.
struct SQLiteTransaction: Transaction {
    private let db: Database

    init(_ db: Database) { self.db = db }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        do {
            try prepared(sql).execute()
            return db.changesCount
        } catch let error as DatabaseError {
            throw error.told("run a statement")
        }
    }

    func rows(_ sql: SQL) throws -> [Row] {
        do {
            let statement = try prepared(sql)
            let columns = statement.columnNames
            return try GRDB.Row.fetchAll(statement).map { row in
                Row(columns: columns, values: row.databaseValues.map(Value.init))
            }
        } catch let error as DatabaseError {
            throw error.told("run a query")
        }
    }

    func send(_ sql: SQL) throws { try execute(sql) }

    func nested<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try run("SAVEPOINT nest")
        do {
            let answer = try body()
            try run("RELEASE SAVEPOINT nest")
            return answer
        } catch {
            // A full or failing disk has taken back the whole transaction already.
            guard db.isInsideTransaction else { throw error }
            try run("ROLLBACK TO SAVEPOINT nest")
            try run("RELEASE SAVEPOINT nest")
            throw error
        }
    }

    private func run(_ text: String) throws {
        do {
            try db.cachedStatement(sql: text).execute()
        } catch let error as DatabaseError {
            throw error.told("run a statement")
        }
    }

    private func prepared(_ sql: SQL) throws -> Statement {
        let statement = try db.cachedStatement(
            sql: EngineKind.sqlite.spelling(sql.text { _ in "?" }))
        try statement.setArguments(StatementArguments(sql.arguments.map { $0.databaseValue }))
        return statement
    }

    /// What SQLite itself finds wrong with the file, one line each.
    func faults() throws -> [String] {
        let damage = try faults("PRAGMA integrity_check") { try $0.string("integrity_check") }
        let orphans = try faults("PRAGMA foreign_key_check") { row in
            let table = try row.string("table")
            let number = try row.optionalInt("rowid") ?? 0
            return
                "\(table): row \(number) refers to a \(try row.string("parent")) that is not there"
        }
        return damage.filter { $0 != "ok" } + orphans
    }

    /// The answer of one check; a file too damaged to be checked is a fault, too.
    private func faults(_ check: SQL, _ line: (Row) throws -> String) throws -> [String] {
        do {
            return try rows(check).map(line)
        } catch let error as StorageError where error.kind == .damaged {
            return [error.reason]
        }
    }
}

/// SQLite's one writer while it lays tables.
struct SQLiteSite: BuildingSite {
    private let db: Database

    init(_ db: Database) { self.db = db }

    var kind: EngineKind { .sqlite }

    func inTransaction<Answer>(
        _ body: (any Transaction) throws -> Answer
    ) throws -> Answer {
        try db.execute(sql: "BEGIN IMMEDIATE")
        do {
            let answer = try body(SQLiteTransaction(db))
            try db.execute(sql: "COMMIT")
            return answer
        } catch {
            if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
            throw error
        }
    }

    func run(script: String) throws { try db.execute(sql: script) }
}

extension Value {
    init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let number): .integer(number)
            case .double(let number): .real(number)
            case .string(let text): .text(text)
            // Our tables have no blobs; a connector's column read as text says what it is.
            case .blob(let bytes): .text(String(decoding: bytes, as: UTF8.self))
            }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}
