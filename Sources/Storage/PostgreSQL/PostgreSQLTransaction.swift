import Postgres

/// A transaction on one connection to PostgreSQL.
final class PostgreSQLTransaction: Transaction {
    let connection: Connection
    /// Whether statements of the closure still wait to be sent.
    private(set) var hasSentAhead = false
    /// How many `nested` are under way.
    private var depth = 0

    init(_ connection: Connection) { self.connection = connection }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int { try ask(sql, "run a statement").count }

    func rows(_ sql: SQL) throws -> [Row] { try ask(sql, "run a query").rows }

    func send(_ sql: SQL) throws {
        hasSentAhead = true
        try told("run a statement") { () throws(ServerFailure) in try connection.send(sql) }
    }

    func nested<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        // An error of what was sent before is not the body's.
        try settle()
        let unsent = connection.aheadCount
        let exchanges = connection.exchanges
        // One name per depth: the release of an inner one may never have been sent.
        depth += 1
        defer { depth -= 1 }
        let name = "nest\(depth)"
        try command("SAVEPOINT", name)
        do {
            let outcome = try body()
            try settle()
            try command("RELEASE SAVEPOINT", name)
            return outcome
        } catch {
            hasSentAhead = false
            guard connection.isOpen else { throw error }
            guard connection.exchanges > exchanges else {
                connection.forget(after: unsent)
                throw error
            }
            connection.forget(after: 0)
            try command("ROLLBACK TO SAVEPOINT", name)
            try command("RELEASE SAVEPOINT", name)
            throw error
        }
    }

    /// Sends ahead what is no closure's and cannot fail.
    private func command(_ words: String, _ name: String) throws {
        let sql = SQL(stringLiteral: "\(words) \(name)")
        try told("run a statement") { () throws(ServerFailure) in try connection.send(sql) }
    }

    /// Hears what became of the statements sent ahead.
    func settle() throws {
        guard hasSentAhead else { return }
        hasSentAhead = false
        try told("run a statement") { () throws(ServerFailure) in try connection.flush() }
    }

    private func ask(_ sql: SQL, _ attempted: String) throws -> Answer {
        hasSentAhead = false
        return try told(attempted) { () throws(ServerFailure) in try connection.ask(sql) }
    }

    private func told<Content>(
        _ attempted: String, _ body: () throws(ServerFailure) -> Content
    ) throws -> Content {
        do throws(ServerFailure) {
            return try body()
        } catch {
            throw error.told(attempted)
        }
    }
}
