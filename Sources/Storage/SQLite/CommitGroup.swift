import GRDB

/// Several writes in one transaction, each of which may fail alone.
///
/// Nobody hears anything before the commit, not even of a refusal: it may rest on what another
/// write of the same group has done.
struct CommitGroup {
    private let db: Database
    private let transaction: SQLiteTransaction

    init(_ db: Database) {
        self.db = db
        transaction = SQLiteTransaction(db)
    }

    /// Runs and commits `writes`; says what to tell each caller.
    func commit(_ writes: [any PendingWrite]) -> GroupOutcome {
        var figures = EngineFigures()
        var kept: [any PendingWrite] = []
        var settlements: [GroupOutcome.Settlement] = []
        let durability = writes.durability
        for write in writes {
            do {
                try start(afterOthers: !kept.isEmpty, durability)
                do {
                    try write.run(in: transaction)
                    guard db.isInsideTransaction else { throw StorageError.ended }
                    if !kept.isEmpty { try run("RELEASE SAVEPOINT one") }
                    kept.append(write)
                } catch {
                    figures.failures += 1
                    settlements.append((write, error))
                    try takeBack(afterOthers: !kept.isEmpty, because: error)
                }
            } catch {
                // A full or failing disk takes back the whole group at once, and what its members
                // were to hear may rest on what is gone.
                return refuse(writes, because: error, figures)
            }
        }
        guard !kept.isEmpty else {
            abandon()
            return GroupOutcome(figures: figures, settlements: settlements)
        }
        do {
            try run("COMMIT")
        } catch {
            return refuse(writes, because: error, figures)
        }
        figures.commits += 1
        figures.writes += kept.count
        return GroupOutcome(
            figures: figures, settlements: settlements + kept.map { ($0, nil) })
    }

    /// Takes everything back and tells all of them why.
    private func refuse(
        _ writes: [any PendingWrite], because error: any Error, _ figures: EngineFigures
    ) -> GroupOutcome {
        abandon()
        var figures = figures
        figures.refusedCommits += 1
        let told = (error as? DatabaseError)?.told("commit to disk") ?? error
        return GroupOutcome(figures: figures, settlements: writes.map { ($0, told) })
    }

    /// Opens the transaction, or a savepoint in it; the first write needs none.
    private func start(afterOthers: Bool, _ durability: Durability) throws {
        if afterOthers {
            try run("SAVEPOINT one")
        } else if !db.isInsideTransaction {
            // Said each time: what the group before needed must not hold for this one.
            try run("PRAGMA synchronous = \(durability == .certain ? "FULL" : "NORMAL")")
            try run("BEGIN IMMEDIATE")
        }
    }

    /// Undoes one write and leaves those before it; throws where SQLite has undone them all.
    private func takeBack(afterOthers: Bool, because error: any Error) throws {
        guard afterOthers else { return abandon() }
        guard db.isInsideTransaction else { throw error }
        try run("ROLLBACK TO SAVEPOINT one")
        try run("RELEASE SAVEPOINT one")
    }

    private func abandon() {
        // SQLite may have rolled back already; a second ROLLBACK would hide the true error.
        if db.isInsideTransaction { try? db.execute(sql: "ROLLBACK") }
    }

    private func run(_ sql: String) throws { try db.cachedStatement(sql: sql).execute() }
}
