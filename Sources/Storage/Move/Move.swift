import Foundation

/// Carries all that a SQLite database holds into an empty PostgreSQL one, ids and order kept.
///
/// It is one transaction there, compared row by row before the commit: either all has moved or
/// nothing, whenever the move is interrupted. The old file is kept under another name, so that
/// no daemon goes on with yesterday's truth.
public struct Move: Sendable {
    /// What was carried.
    public struct Report: Hashable, Sendable {
        public struct Part: Hashable, Sendable {
            public let table: String
            /// The lane of deliveries; nil in all other tables.
            public let lane: String?
            public let rows: Int
        }

        public var parts: [Part]
        /// Whether an earlier move had got that far already.
        public var wasDone = false
        /// Whether everything was taken back in the end.
        public var wasRehearsal = false
        /// Where the old database is now; nil after a rehearsal.
        public var kept: URL?

        public var rows: Int { parts.reduce(0) { $0 + $1.rows } }
    }

    /// Ends a rehearsal's transaction, so that nothing of it stays.
    private struct Rehearsed: Error {
        let report: Report
    }

    private let folder: URL
    private let address: ServerAddress
    private let migrations: [Migration]

    /// - Parameter migrations: Those of connectors, after our own.
    public init(from folder: URL, to address: ServerAddress, migrations: [Migration] = []) {
        self.folder = folder
        self.address = address
        self.migrations = migrations
    }

    /// Throws `StorageError.Kind.locked` while a daemon has the folder, and `place` where the
    /// target holds something else.
    public func run(rehearsing: Bool = false) async throws -> Report {
        let file = SQLiteEngine.database(in: folder)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw StorageError(
                .place, attempted: "move \(file.path)", reason: "there is no such file",
                remedy: "name the data folder with --data")
        }
        let source = try SQLiteEngine(folder: folder, migrations: migrations)
        var report: Report
        do {
            report = try await carry(from: source, rehearsing: rehearsing)
            try await source.close()
        } catch {
            try? await source.close()
            throw error
        }
        if !rehearsing { report.kept = try SQLiteEngine.retire(folder) }
        return report
    }

    private func carry(from source: SQLiteEngine, rehearsing: Bool) async throws -> Report {
        var limits = ServerLimits()
        // A table of years is compared in one go.
        limits.statement = .seconds(600)
        limits.idle = .seconds(600)
        let target = try await PostgreSQLEngine.open(
            address, migrations: migrations, limits: limits)
        do {
            let report = try await target.write { transaction in
                let report = try Removal(from: source, into: transaction).run()
                if rehearsing { throw Rehearsed(report: report) }
                return report
            }
            try await target.close()
            return report
        } catch let rehearsal as Rehearsed {
            try await target.close()
            var report = rehearsal.report
            report.wasRehearsal = true
            return report
        } catch {
            try? await target.close()
            throw error
        }
    }
}
