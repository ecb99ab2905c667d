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
        .journal, .people, .orders, .staff, .printing, .visits, .outbox, .accounts, .answers,
        .pagePrints, .line, .serials,
    ]
}

extension Migration {
    /// Refuses tables that are not those of `migrations`, without changing them.
    static func expect(_ migrations: [Migration], on site: any BuildingSite) throws {
        let done = try site.inTransaction { try Self.done(in: $0) }
        guard let missing = migrations.map(\.name).first(where: { !done.contains($0) }) else {
            return
        }
        throw StorageError(
            .newer, attempted: "open the database of a running daemon",
            reason: "it lacks the step \"\(missing)\", so the daemon is of an older version",
            remedy: "use the command line of the daemon's version, or restart the daemon first")
    }

    /// Runs what has not been run, each in one transaction with the note that it was.
    static func run(_ migrations: [Migration], on site: any BuildingSite) throws {
        let done = try site.inTransaction { transaction in
            try transaction.execute(
                "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY)")
            return try Self.done(in: transaction)
        }
        if let unknown = done.subtracting(migrations.map(\.name)).sorted().first {
            throw StorageError(
                .newer, attempted: "open the database",
                reason: "it has the step \"\(unknown)\", which this version does not know",
                remedy: "install the version of LabQueue that wrote it, or restore an older backup")
        }
        for migration in migrations where !done.contains(migration.name) {
            try site.inTransaction { transaction in
                try site.run(script: site.kind.spelling(of: migration))
                try transaction.execute("INSERT INTO migration (name) VALUES (\(migration.name))")
            }
        }
    }

    private static func done(in transaction: any Transaction) throws -> Set<String> {
        Set(try transaction.rows("SELECT name FROM migration").map { try $0.string("name") })
    }
}
