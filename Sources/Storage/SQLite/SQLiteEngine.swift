import Foundation
import GRDB
import Synchronization

/// The embedded engine: one SQLite file, one writer, some readers.
///
/// Opened for as long as the daemon lives. Write-ahead log, `synchronous=FULL` (a commit is on
/// disk before anybody hears of it), foreign keys on.
public final class SQLiteEngine: Engine {
    public var kind: EngineKind { .sqlite }
    public var place: String { folder.path }
    /// The folder that holds all state.
    public let folder: URL
    let pool: DatabasePool
    private let writer: GroupCommit
    private let lock: Mutex<FolderLock?>
    /// Those who live in this process.
    private let present = Mutex<Set<String>>([])
    private let noticeboard = Noticeboard()
    /// Whether the folder goes with the engine.
    private let isTemporary: Bool

    /// Opens or creates `folder/labqueue.sqlite` and brings its tables up to date.
    ///
    /// Throws `StorageError.Kind.locked` where another daemon has the folder, and `newer` where
    /// the database was written by a later version.
    /// - Parameter migrations: Those of connectors, after our own.
    public convenience init(folder: URL, migrations: [Migration] = []) throws {
        try self.init(folder: folder, migrations: Migration.own + migrations, isTemporary: false)
    }

    /// Opens the database of `folder` beside a daemon that may have it; the tables of a running
    /// daemon are left as they are.
    public convenience init(visiting folder: URL, migrations: [Migration] = []) throws {
        try self.init(
            folder: folder, migrations: Migration.own + migrations, isTemporary: false,
            isVisit: true)
    }

    /// A database in a folder of its own that vanishes when the engine is closed.
    /// - Parameter migrations: Those of connectors, after our own.
    public static func temporary(migrations: [Migration] = []) throws -> SQLiteEngine {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("labqueue-\(UUID().uuidString)")
        return try SQLiteEngine(
            folder: folder, migrations: Migration.own + migrations, isTemporary: true)
    }

    private init(
        folder: URL, migrations: [Migration], isTemporary: Bool, isVisit: Bool = false
    ) throws {
        self.folder = folder
        self.isTemporary = isTemporary
        // A visitor where nobody is at home has the folder for itself.
        let isGuest = isVisit && FolderLock.isHeld(on: folder)
        let lock: FolderLock? = isGuest ? nil : try FolderLock(on: folder)
        try Self.refuseMoved(folder)
        let path = Self.database(in: folder).path
        if !FileManager.default.fileExists(atPath: path) {
            // SQLite gives its log the database's permissions, so these must be right from the start.
            _ = FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            try pool.writeWithoutTransaction { db in
                // GRDB sets NORMAL with the write-ahead log, which may lose the last commits at a
                // power cut; tickets are promises.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                let site = SQLiteSite(db)
                if isGuest {
                    try Migration.expect(migrations, on: site)
                } else {
                    try Migration.run(migrations, on: site)
                }
            }
        } catch let error as DatabaseError {
            throw error.told("open the database \(path)")
        }
        writer = GroupCommit { [pool] turn in
            pool.asyncWriteWithoutTransaction { db in turn { CommitGroup(db).commit($0) } }
        }
        self.lock = Mutex(lock)
    }

    deinit {
        if isTemporary { try? FileManager.default.removeItem(at: folder) }
    }

    static func database(in folder: URL) -> URL {
        folder.appendingPathComponent("labqueue.sqlite")
    }

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "labqueue"
        configuration.foreignKeysEnabled = true
        // Readers above the number of cores only wait for each other.
        configuration.maximumReaderCount = 4
        // The lock keeps other daemons away; this is for a person with the sqlite3 tool.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // Brought into the database every 16 MiB: a page written often is copied once then.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
            // After a long reader the log shrinks again to 64 MiB.
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }
}

extension SQLiteEngine {
    public func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        guard writer.isOpen else { throw StorageError.closed("read") }
        do {
            return try await pool.read { db in try body(SQLiteTransaction(db)) }
        } catch let error as DatabaseError {
            throw error.told("read the database")
        }
    }

    @discardableResult
    public func write<Answer: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        try await writer.write(durability, body)
    }

    /// The folder's lock proves that nobody else is alive.
    public func attend(as worker: String) async throws {
        guard writer.isOpen else { throw StorageError.closed("attend to") }
        _ = present.withLock { $0.insert(worker) }
    }

    public func absent(_ workers: Set<String>) async throws -> Set<String> {
        present.withLock { workers.subtracting($0) }
    }

    /// There is no other process to wake.
    public func notify(_ names: Set<String>) {}

    public var notices: AsyncStream<Set<String>> { noticeboard.reader() }

    public func check() async throws -> [String] {
        try await read { transaction in
            guard let transaction = transaction as? SQLiteTransaction else { return [] }
            return try transaction.faults()
        }
    }

    public var figures: EngineFigures { writer.figures }

    public func close() async throws {
        await writer.close()
        noticeboard.close()
        do {
            try pool.close()
        } catch let error as DatabaseError {
            throw error.told("close the database in \(folder.path)")
        }
        lock.withLock { $0 = nil }
        if isTemporary { try? FileManager.default.removeItem(at: folder) }
    }
}
