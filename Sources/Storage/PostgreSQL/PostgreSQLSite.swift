import Postgres

/// A connection to PostgreSQL while it lays tables; other daemons wait their turn.
struct PostgreSQLSite: BuildingSite {
    private let connection: Connection

    var kind: EngineKind { .postgresql }

    /// Waits for the daemon that lays tables now, and has the right until the connection ends.
    init(_ connection: Connection) throws {
        self.connection = connection
        _ = try connection.ask("SELECT pg_advisory_lock(\(Presence.tables))")
    }

    /// Whether a daemon works on this database now.
    func isAnybodyAtHome() throws -> Bool {
        try inTransaction { try Presence.held(in: $0).contains(Presence.house) }
    }

    func inTransaction<Outcome>(
        _ body: (any Transaction) throws -> Outcome
    ) throws -> Outcome {
        _ = try connection.ask("BEGIN")
        do {
            let transaction = PostgreSQLTransaction(connection)
            let outcome = try body(transaction)
            try transaction.settle()
            _ = try connection.ask("COMMIT")
            return outcome
        } catch {
            if connection.isOpen { _ = try? connection.ask("ROLLBACK") }
            throw error
        }
    }

    func run(script: String) throws {
        try connection.flush()
        // Several statements in one text are only spoken outside the pipeline.
        guard PQexitPipelineMode(connection.handle) == 1 else {
            throw Connection.lost(connection.handle)
        }
        let result = PQexec(connection.handle, script)
        defer { PQclear(result) }
        guard PQenterPipelineMode(connection.handle) == 1, let result else {
            throw Connection.lost(connection.handle)
        }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw ServerFailure(result: result)
        }
    }
}
