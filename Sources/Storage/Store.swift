import Foundation

/// The door to all that is kept: one engine, and in its transactions `Journal`, `Records`,
/// `Tokens`, `Audit` and `PrintJobs`.
///
/// One write closure is one promise: an event of the line and the records it changes are kept
/// together or not at all.
public struct Store: Sendable {
    public let engine: any Engine

    public init(engine: any Engine) { self.engine = engine }

    /// Opens or creates the database in a data folder.
    public static func open(folder: URL, migrations: [Migration] = []) throws -> Store {
        Store(engine: try SQLiteEngine(folder: folder, migrations: migrations))
    }

    /// Opens the database beside a daemon that may be running, as the command line does.
    ///
    /// SQLite itself keeps the two apart; the folder's lock, which says that a daemon is alone,
    /// is left to the daemon.
    public static func visit(folder: URL) throws -> Store {
        Store(engine: try SQLiteEngine(visiting: folder))
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
