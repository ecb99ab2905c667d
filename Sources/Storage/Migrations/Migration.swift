import GRDB

/// One step of the tables, run once per database and never changed afterwards.
///
/// The text is the same for both engines; `{identity}` stands for a number given by the engine.
public struct Migration: Sendable {
    /// Unique and kept in the table `migration`, such as `001 journal`.
    public let name: String
    public let script: String

    public init(_ name: String, _ script: String) {
        self.name = name
        self.script = script
    }

    /// Those of the house, in order.
    static let own: [Migration] = [
        .journal, .people, .orders, .staff, .printing, .outbox, .accounts,
    ]
}

extension Migration {
    /// Refuses tables that are not those of `migrations`, without changing them.
    static func expect(_ migrations: [Migration], in db: Database) throws {
        let done = try Set(String.fetchAll(db, sql: "SELECT name FROM migration"))
        guard let missing = migrations.map(\.name).first(where: { !done.contains($0) }) else {
            return
        }
        throw StorageError(
            .newer, attempted: "open the database of a running daemon",
            reason: "it lacks the step \"\(missing)\", so the daemon is of an older version",
            remedy: "use the command line of the daemon's version, or restart the daemon first")
    }

    /// Runs what has not been run, each in one transaction with the note that it was.
    static func run(_ migrations: [Migration], in db: Database) throws {
        try db.execute(
            sql: "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY)")
        let done = try Set(String.fetchAll(db, sql: "SELECT name FROM migration"))
        if let unknown = done.subtracting(migrations.map(\.name)).sorted().first {
            throw StorageError(
                .newer, attempted: "open the database",
                reason: "it has the step \"\(unknown)\", which this version does not know",
                remedy: "install the version of LabQueue that wrote it, or restore an older backup")
        }
        for migration in migrations where !done.contains(migration.name) {
            try db.inTransaction(.immediate) {
                try db.execute(
                    sql: migration.script.replacing(
                        "{identity}", with: "INTEGER PRIMARY KEY AUTOINCREMENT"))
                try db.execute(
                    sql: "INSERT INTO migration (name) VALUES (?)", arguments: [migration.name])
                return .commit
            }
        }
    }
}
