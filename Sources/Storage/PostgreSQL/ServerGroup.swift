/// Several writes in one transaction on PostgreSQL, each of which may fail alone.
///
/// As on SQLite, nobody hears anything before the commit. Savepoints travel with the statements
/// that follow them and cost no round trip.
struct ServerGroup {
    /// Why nobody can be told anything yet.
    enum Setback: Error {
        /// The connection was lost before the commit: nothing is kept.
        case gone(ServerFailure)
        /// Another daemon's transaction stood in the way: nothing is kept.
        case collision(ServerFailure)
        /// The connection was lost during the commit.
        case unknown(ServerFailure, Doubt)
    }

    /// A commit that nobody has answered for.
    struct Doubt {
        /// The server's number of the transaction.
        let transaction: Int
        /// The server's process that had it.
        let process: Int
        /// What to tell if it is on disk.
        let outcome: GroupOutcome
    }

    /// Where the server's number of the transaction arrives.
    private final class Number {
        var value: Int?
    }

    private let connection: Connection
    private let durability: Durability
    private var number = Number()
    private var kept: [any PendingWrite] = []
    private var outcome = GroupOutcome(figures: EngineFigures(), settlements: [])

    /// Runs and commits `writes`; says what to tell each caller.
    static func commit(
        _ writes: [any PendingWrite], over connection: Connection
    ) throws -> GroupOutcome {
        var group = ServerGroup(connection: connection, durability: writes.durability)
        for write in writes { try group.run(write) }
        return try group.commit(writes)
    }

    private init(connection: Connection, durability: Durability) {
        self.connection = connection
        self.durability = durability
    }

    private mutating func run(_ write: any PendingWrite) throws {
        let unsent = connection.aheadCount
        let exchanges = connection.exchanges
        connection.failure = nil
        do {
            try begin()
            let transaction = PostgreSQLTransaction(connection)
            try write.run(in: transaction)
            try transaction.settle()
            if connection.isInFailedTransaction {
                // The closure has hidden an error, and the server waits for a rollback.
                throw connection.failure?.told("run a statement") ?? StorageError.ended
            }
            if !kept.isEmpty { try connection.send("RELEASE SAVEPOINT one") }
            kept.append(write)
        } catch {
            try throwSetback()
            outcome.figures.failures += 1
            let told = (error as? ServerFailure)?.told("write to the database") ?? error
            outcome.settlements.append((write, told))
            try takeBack(isSent: connection.exchanges > exchanges, unsent: unsent)
        }
    }

    /// Opens the transaction, or a savepoint in it; the first write needs none.
    private mutating func begin() throws {
        guard kept.isEmpty else { return try connection.send("SAVEPOINT one") }
        let number = Number()
        self.number = number
        try connection.send("BEGIN")
        if durability == .soon { try connection.send("SET LOCAL synchronous_commit TO off") }
        // Asked before the commit, so that its fate can be asked for after a lost connection.
        try connection.send("SELECT txid_current() AS number") { answer in
            number.value = try? answer.rows.first?.int("number")
        }
    }

    /// Undoes one write and leaves those before it.
    private func takeBack(isSent: Bool, unsent: Int) throws {
        guard isSent else { return connection.forget(after: unsent) }
        connection.forget(after: 0)
        if kept.isEmpty {
            try connection.send("ROLLBACK")
        } else {
            try connection.send("ROLLBACK TO SAVEPOINT one")
            try connection.send("RELEASE SAVEPOINT one")
        }
    }

    private mutating func commit(_ writes: [any PendingWrite]) throws -> GroupOutcome {
        connection.failure = nil
        guard !kept.isEmpty else {
            // Nothing is kept; a rollback that does not arrive happens by itself.
            try? connection.flush()
            return outcome
        }
        var committed = outcome
        committed.figures.commits += 1
        committed.figures.writes += kept.count
        committed.settlements += kept.map { ($0, nil) }
        do throws(ServerFailure) {
            guard try connection.ask("COMMIT").tag == "COMMIT" else {
                return refuse(writes, because: StorageError.ended)
            }
            return committed
        } catch {
            // Without a number no write has asked the server anything.
            if !connection.isOpen, let transaction = number.value {
                throw Setback.unknown(
                    error,
                    Doubt(
                        transaction: transaction, process: Int(connection.process),
                        outcome: committed))
            }
            try throwSetback()
            if connection.isInFailedTransaction { _ = try? connection.ask("ROLLBACK") }
            return refuse(writes, because: error.told("commit to disk"))
        }
    }

    /// Takes everything back and tells all of them why.
    private func refuse(_ writes: [any PendingWrite], because error: any Error) -> GroupOutcome {
        var figures = outcome.figures
        figures.refusedCommits += 1
        return GroupOutcome(figures: figures, settlements: writes.map { ($0, error) })
    }

    /// Throws where the last failure concerns the whole group.
    private func throwSetback() throws {
        guard let failure = connection.failure else { return }
        if failure.isOfStandby { connection.abandon() }
        if !connection.isOpen { throw Setback.gone(failure) }
        guard failure.isCollision else { return }
        connection.forget(after: 0)
        _ = try? connection.ask("ROLLBACK")
        throw Setback.collision(failure)
    }
}
