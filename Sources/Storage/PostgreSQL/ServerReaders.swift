import Synchronization

/// A few connections that read, lent to one reader each.
final class ServerReaders: Sendable {
    private typealias Job = @Sendable (Channel) -> Void

    private struct Desk {
        var idle: [Channel]
        var waiting: [Job] = []
        var isClosed = false
    }

    /// Readers above the number of cores only wait for each other.
    private static let count = 4
    /// Readers that wait for a connection; more are refused at once instead of piling up.
    private static let waitingAtMost = 4096

    private let channels: [Channel]
    private let desk: Mutex<Desk>

    init(address: ServerAddress, limits: ServerLimits) {
        channels = (1...Self.count).map {
            Channel("reader\($0)", address: address, limits: limits)
        }
        desk = Mutex(Desk(idle: channels))
    }

    func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Outcome
    ) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            post({ channel in
                continuation.resume(
                    with: Result { try Self.read(over: channel, body) }.mapError { error in
                        (error as? ServerFailure)?.told("read the database") ?? error
                    })
            }) { continuation.resume(throwing: $0) }
        }
    }

    /// Waits for readers under way; later ones are refused.
    func close() async {
        desk.withLock { $0.isClosed = true }
        for channel in channels { await channel.close() }
    }

    private func post(_ job: @escaping Job, orRefuse refuse: (StorageError) -> Void) {
        let refusal = desk.withLock { desk -> StorageError? in
            if desk.isClosed { return .closed("read") }
            if let channel = desk.idle.popLast() {
                start(job, on: channel)
            } else if desk.waiting.count < Self.waitingAtMost {
                desk.waiting.append(job)
            } else {
                return .busy
            }
            return nil
        }
        if let refusal { refuse(refusal) }
    }

    private func start(_ job: @escaping Job, on channel: Channel) {
        channel.schedule { [self] in
            job(channel)
            desk.withLock { desk in
                guard desk.waiting.isEmpty else {
                    return start(desk.waiting.removeFirst(), on: channel)
                }
                desk.idle.append(channel)
            }
        }
    }

    /// Reads, and once more where the connection turns out to be lost: reading changes nothing.
    private static func read<Outcome: Sendable>(
        over channel: Channel, _ body: @Sendable (any Transaction) throws -> Outcome
    ) throws -> Outcome {
        var isLost = false
        do {
            return try channel.withConnection { connection in
                do {
                    return try picture(over: connection, body)
                } catch {
                    isLost = !connection.isOpen
                    throw error
                }
            }
        } catch  where isLost {
            return try channel.withConnection { try picture(over: $0, body) }
        }
    }

    /// Runs `body` on one unchanging picture.
    private static func picture<Outcome>(
        over connection: Connection, _ body: (any Transaction) throws -> Outcome
    ) throws -> Outcome {
        let exchanges = connection.exchanges
        connection.failure = nil
        try connection.send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        defer {
            connection.forget(after: 0)
            if connection.isOpen, connection.exchanges > exchanges {
                _ = try? connection.ask("ROLLBACK")
            }
        }
        let transaction = PostgreSQLTransaction(connection)
        let outcome = try body(transaction)
        try transaction.settle()
        return outcome
    }
}
