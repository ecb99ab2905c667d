import Foundation

/// The door to all that is kept: one engine, and in its transactions `Journal`, `Records`,
/// `Tokens`, `Audit` and `PrintJobs`.
///
/// One write closure is one promise: an event of the line and the records it changes are kept
/// together or not at all.
public struct Store: Sendable {
    public let engine: any Engine

    public init(engine: any Engine) { self.engine = engine }

    /// Where it is kept, for a person; without a password.
    public var place: String { engine.place }

    /// Opens or creates the database in a data folder.
    public static func open(folder: URL, migrations: [Migration] = []) throws -> Store {
        Store(engine: try SQLiteEngine(folder: folder, migrations: migrations))
    }

    /// Opens the database that the settings' line `storage:` names: `sqlite`, in the data folder,
    /// or `postgres://user@host/database`, and brings its tables up to date.
    public static func open(
        _ line: String, folder: URL, migrations: [Migration] = []
    ) async throws -> Store {
        guard line != "sqlite" else { return try open(folder: folder, migrations: migrations) }
        try folder.makeDataFolder()
        return Store(
            engine: try await PostgreSQLEngine.open(ServerAddress(line), migrations: migrations))
    }

    /// Opens the database beside a daemon that may be running, as the command line does.
    ///
    /// The database itself keeps the two apart; the folder's lock, which says that a daemon is
    /// alone, is left to the daemon.
    public static func visit(
        _ line: String = "sqlite", folder: URL, migrations: [Migration] = []
    ) async throws -> Store {
        guard line != "sqlite" else {
            return Store(engine: try SQLiteEngine(visiting: folder, migrations: migrations))
        }
        return Store(
            engine: try await PostgreSQLEngine.open(
                ServerAddress(line), migrations: migrations, isVisit: true))
    }

    /// What is wrong with a line `storage:`, without asking the server; nil where nothing is.
    public static func problem(with line: String) -> String? {
        guard line != "sqlite" else { return nil }
        do {
            _ = try ServerAddress(line)
            return nil
        } catch let error as StorageError {
            return "\(error.reason); \(error.remedy)"
        } catch {
            return "it cannot be read"
        }
    }

    public func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        try await engine.read(body)
    }

    /// Returns once what `body` wrote is on disk.
    @discardableResult
    public func write<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        try await engine.write(body)
    }

    /// Returns once what `body` wrote is kept, as surely as `durability` says.
    @discardableResult
    public func write<Answer: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        try await engine.write(durability, body)
    }

    /// Everything found wrong, one line each; empty when all is well.
    public func verify() async throws -> [String] {
        try await engine.check()
            + engine.read { try Journal.verify(in: $0) + Outbox.verify(in: $0) }
    }

    public func backup(to destination: URL) async throws {
        try await engine.backup(to: destination)
    }

    public func close() async throws { try await engine.close() }
}
