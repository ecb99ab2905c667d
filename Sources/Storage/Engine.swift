import Foundation

/// A database that keeps what was promised.
///
/// The closures are synchronous, so nobody can wait for something else inside a transaction.
public protocol Engine: Sendable {
    var kind: EngineKind { get }

    /// Where the database is, for a person; without a password.
    var place: String { get }

    /// Runs `body` on one unchanging picture of the data; never waits for writers.
    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer

    /// Runs `body` and returns once what it wrote is kept, as surely as `durability` says.
    ///
    /// Writes that arrive together are committed together. Where `body` throws, what it wrote is
    /// taken back, alone, and the error is thrown here. It may run a second time, after what it
    /// wrote the first time was taken back (PostgreSQL: a deadlock, a lost connection), so it may
    /// touch nothing but the transaction.
    @discardableResult
    func write<Answer: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer

    /// Says that `worker` lives, until the engine is closed or the process ends, however it ends.
    ///
    /// Throws `StorageError.Kind.locked` where another process is that worker already.
    func attend(as worker: String) async throws

    /// Which of `workers` are dead: what they had in hand may be taken over.
    func absent(_ workers: Set<String>) async throws -> Set<String>

    /// Wakes the other processes of this database that wait for one of `names`; returns at once.
    ///
    /// Sent outside all transactions and gathered while others are being sent. It is a courtesy:
    /// it may be lost, so who waits also looks now and then.
    func notify(_ names: Set<String>)

    /// What the other processes notify of; each call gives a stream of one's own, which ends
    /// when the engine is closed.
    var notices: AsyncStream<Set<String>> { get }

    /// The engine's own tests of the files or the server: one line for each fault found.
    func check() async throws -> [String]

    /// Copies the database to a new file while work goes on.
    func backup(to destination: URL) async throws

    var figures: EngineFigures { get }

    /// Finishes the writes under way and lets go of the database; later calls throw.
    func close() async throws
}

extension Engine {
    /// Runs `body` and returns once what it wrote is on disk.
    @discardableResult
    public func write<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        try await write(.certain, body)
    }
}

/// How surely something is kept when the write returns.
public enum Durability: Hashable, Sendable {
    /// On disk.
    case certain
    /// On disk with the next certain write, or soon. Killing the process takes nothing back; a
    /// power cut may, so only where that does no harm, never where somebody was promised
    /// something.
    case soon
}

/// The two databases that LabQueue keeps its word with.
public enum EngineKind: String, Hashable, Sendable, CaseIterable {
    case sqlite, postgresql
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
