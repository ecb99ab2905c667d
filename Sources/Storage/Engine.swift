import Foundation

/// A database that keeps what was promised.
///
/// The closures are synchronous, so nobody can wait for something else inside a transaction.
public protocol Engine: Sendable {
    /// Runs `body` on one unchanging picture of the data; never waits for writers.
    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer

    /// Runs `body` and returns once what it wrote is on disk.
    ///
    /// Writes that arrive together are committed together. Where `body` throws, what it wrote is
    /// taken back, alone, and the error is thrown here. It is never run twice.
    @discardableResult
    func write<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer

    /// The engine's own tests of the files or the server: one line for each fault found.
    func check() async throws -> [String]

    /// Copies the database to a new file while work goes on.
    func backup(to destination: URL) async throws

    var figures: EngineFigures { get }

    /// Finishes the writes under way and lets go of the database; later calls throw.
    func close() async throws
}

/// What an engine has done since it was opened.
public struct EngineFigures: Hashable, Sendable {
    /// Transactions committed to disk.
    public var commits = 0
    /// Writes that were part of them.
    public var writes = 0
    /// Writes taken back because their closure threw.
    public var failures = 0
    /// Commits the disk refused.
    public var refusedCommits = 0
    /// Writes that wait for their turn now.
    public var waiting = 0
}
