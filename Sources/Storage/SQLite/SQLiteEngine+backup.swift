import Foundation
import GRDB

extension SQLiteEngine {
    /// Copies the database to a new file while work goes on.
    ///
    /// The file appears whole or not at all: it is checked under another name first.
    public func backup(to destination: URL) async throws {
        let attempted = "back up to \(destination.path)"
        let pool = pool
        try await Self.blocking {
            let manager = FileManager.default
            guard !manager.fileExists(atPath: destination.path) else {
                throw StorageError(
                    .place, attempted: attempted, reason: "the file exists already",
                    remedy: "choose another name or move it away")
            }
            let partial = destination.appendingPathExtension("partial")
            try? manager.removeItem(at: partial)
            do {
                try Self.copy(pool, to: partial)
                try Self.refuseFaults(Self.faults(in: partial), attempted)
                try manager.moveItem(at: partial, to: destination)
            } catch {
                try? manager.removeItem(at: partial)
                throw Self.told(error, attempted)
            }
        }
    }

    /// Puts a backup into an empty data folder; the next start continues from it.
    ///
    /// What was open then may have been told since: its next step is to ask.
    ///
    /// Throws `StorageError.Kind.place` where the folder holds a database already.
    public static func restore(from backup: URL, into folder: URL) async throws {
        let attempted = "restore \(backup.path) into \(folder.path)"
        let source = backup
        try await blocking {
            let lock = try FolderLock(on: folder)
            defer { withExtendedLifetime(lock) {} }
            let destination = database(in: folder)
            guard !FileManager.default.fileExists(atPath: destination.path) else {
                throw StorageError(
                    .place, attempted: attempted, reason: "the folder holds a database already",
                    remedy: "move it away first, or choose an empty folder")
            }
            try refuseFaults(faults(in: source), attempted)
            let partial = destination.appendingPathExtension("partial")
            do {
                try? FileManager.default.removeItem(at: partial)
                try copy(DatabaseQueue(path: source.path, configuration: onlyReading), to: partial)
                try doubt(partial)
                try FileManager.default.moveItem(at: partial, to: destination)
            } catch {
                try? FileManager.default.removeItem(at: partial)
                throw told(error, attempted)
            }
        }
    }

    /// What is wrong with a database file that no daemon has open, one line each.
    public static func inspect(_ backup: URL) async throws -> [String] {
        try await blocking { try faults(in: backup) }
    }

    private static var onlyReading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        return configuration
    }

    private static func copy(_ source: some DatabaseReader, to destination: URL) throws {
        // Created closed to others before the first byte: patients' names are in it.
        _ = FileManager.default.createFile(
            atPath: destination.path, contents: nil, attributes: [.posixPermissions: 0o600])
        let copy = try DatabaseQueue(path: destination.path)
        try source.backup(to: copy)
        // One file, without a log beside it.
        _ = try copy.writeWithoutTransaction { db in
            try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
        }
        try copy.close()
    }

    private static func doubt(_ file: URL) throws {
        let restored = try DatabaseQueue(path: file.path)
        try restored.write { db in
            // A backup may be older than the outbox.
            guard try db.tableExists("delivery") else { return }
            try Outbox.doubt(in: SQLiteTransaction(db))
        }
        try restored.close()
    }

    private static func faults(in file: URL) throws -> [String] {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw StorageError(
                .place, attempted: "read the backup \(file.path)", reason: "there is no such file",
                remedy: "name the file that `labqueue backup` wrote")
        }
        do {
            let queue = try DatabaseQueue(path: file.path, configuration: onlyReading)
            return try queue.read { db in
                guard try db.tableExists("migration") else {
                    return ["it is not a database of LabQueue"]
                }
                let transaction = SQLiteTransaction(db)
                return try transaction.faults() + Journal.verify(in: transaction)
            }
        } catch let error as DatabaseError {
            throw error.told("read the backup \(file.path)")
        }
    }

    private static func refuseFaults(_ faults: [String], _ attempted: String) throws {
        guard let first = faults.first else { return }
        throw StorageError(
            .damaged, attempted: attempted,
            reason: "the copy has \(faults.count) faults, the first: \(first)",
            remedy: "run `labqueue verify`, and use an older backup")
    }

    private static func told(_ error: any Error, _ attempted: String) -> StorageError {
        switch error {
        case let error as StorageError: error
        case let error as DatabaseError: error.told(attempted)
        default:
            StorageError(
                .device, attempted: attempted, reason: "\(error)",
                remedy: "look at the disk and the owner of the folder")
        }
    }

    /// Runs what blocks on a thread of its own kind, away from those that answer requests.
    private static func blocking<Answer: Sendable>(
        _ body: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try body() })
            }
        }
    }
}
