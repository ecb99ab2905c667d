import Foundation

/// The engine for several machines: one PostgreSQL database, any number of daemons.
///
/// One connection writes, a few read, and one more, where it is needed, shows that the daemon
/// lives. A lost connection is made again; who asks meanwhile hears `unreachable`.
public final class PostgreSQLEngine: Engine {
    public var kind: EngineKind { .postgresql }
    public var place: String { address.description }
    public let address: ServerAddress
    private let channel: Channel
    private let writer: GroupCommit
    private let readers: ServerReaders
    private let switchboard: Switchboard

    /// Connects, and brings the tables up to date unless another daemon is doing so.
    /// - Parameters:
    ///   - migrations: Those of connectors, after our own.
    ///   - isVisit: The command line leaves the tables of a running daemon as they are.
    public static func open(
        _ address: ServerAddress, migrations: [Migration] = [], isVisit: Bool = false,
        limits: ServerLimits = ServerLimits()
    ) async throws -> PostgreSQLEngine {
        try await blocking {
            do {
                try prepare(address, Migration.own + migrations, isVisit: isVisit, limits)
            } catch let failure as ServerFailure {
                throw failure.told("open the database \(address)")
            }
        }
        return try PostgreSQLEngine(address, limits)
    }

    private init(_ address: ServerAddress, _ limits: ServerLimits) throws {
        self.address = address
        let channel = Channel("writer", address: address, limits: limits)
        self.channel = channel
        let committer = ServerWriter(channel: channel, limits: limits)
        writer = GroupCommit(groupAtMost: ServerWriter.groupAtMost) { turn in
            channel.schedule { turn { committer.commit($0) } }
        }
        readers = ServerReaders(address: address, limits: limits)
        switchboard = try Switchboard(address: address, limits: limits)
    }

    private static func prepare(
        _ address: ServerAddress, _ migrations: [Migration], isVisit: Bool,
        _ limits: ServerLimits
    ) throws {
        var patient = limits
        // A large table may take its time, and the other daemon's turn, too.
        patient.statement = .seconds(600)
        patient.lock = .seconds(600)
        let site = try PostgreSQLSite(Connection.open(address, limits: patient))
        if try isVisit && site.isAnybodyAtHome() {
            try Migration.expect(migrations, on: site)
        } else {
            try Migration.run(migrations, on: site)
        }
    }

    /// Runs what blocks on a thread of its own kind, away from those that answer requests.
    static func blocking<Outcome: Sendable>(
        _ body: @escaping @Sendable () throws -> Outcome
    ) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try body() })
            }
        }
    }
}

extension PostgreSQLEngine {
    public func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Outcome
    ) async throws -> Outcome {
        try await readers.read(body)
    }

    @discardableResult
    public func write<Outcome: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Outcome
    ) async throws -> Outcome {
        try await writer.write(durability, body)
    }

    public func attend(as worker: String) async throws {
        try await switchboard.attend(as: worker)
    }

    public func absent(_ workers: Set<String>) async throws -> Set<String> {
        let strangers = workers.subtracting(switchboard.workers)
        guard !strangers.isEmpty else { return [] }
        let held = try await read { try Presence.held(in: $0) }
        return strangers.filter { !held.contains(Presence.key(of: $0)) }
    }

    public func notify(_ names: Set<String>) { switchboard.notify(names) }

    public var notices: AsyncStream<Set<String>> { switchboard.reader() }

    public var figures: EngineFigures { writer.figures }

    public func close() async throws {
        await writer.close()
        await channel.close()
        await readers.close()
        await switchboard.close()
    }
}
