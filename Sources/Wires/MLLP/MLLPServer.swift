import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Listens for HL7 messages over MLLP and answers each with what its handler says.
public struct MLLPServer: Service {
    /// Decides on a message; an error becomes AE and the connection goes on.
    public typealias Handler = @Sendable (HL7.Message) async throws -> HL7.Reply

    private let configuration: Configuration
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void
    private let handler: Handler

    /// - Parameter onListening: Told the port once it is open.
    public init(
        _ configuration: Configuration, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }, handler: @escaping Handler
    ) {
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
        self.handler = handler
    }

    /// Serves until shut down; then answers what is in flight and returns.
    public func run() async throws {
        let server = try await listen()
        onListening(server.channel.localAddress?.port ?? configuration.port)
        let guests = Guests(limit: configuration.connectionLimit)
        try await withGracefulShutdownHandler {
            try await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections.cancelOnGracefulShutdown() {
                        group.addTask { await serve(connection, as: guests) }
                    }
                }
            }
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
        }
    }

    private func serve(_ connection: MLLPConversation.Channel, as guests: Guests) async {
        guard guests.enter() else {
            logger.warning(
                "HL7 connection refused: too many",
                metadata: ["limit": "\(configuration.connectionLimit)"])
            try? await connection.executeThenClose { _, _ in }
            return
        }
        defer { guests.leave() }
        let conversation = MLLPConversation(
            configuration: configuration, logger: logger, handler: handler)
        do {
            try await conversation.run(over: connection)
        } catch {
            // A sender that breaks off is its own affair; what it sent was answered or not.
            logger.debug("HL7 connection broke", metadata: ["error": "\(error)"])
        }
    }

    private func listen() async throws -> NIOAsyncChannel<MLLPConversation.Channel, Never> {
        let configuration = configuration
        do {
            return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .bind(host: configuration.host, port: configuration.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try configuration.underlay(channel)
                        try channel.pipeline.syncOperations.addHandler(
                            MLLPFrameHandler(
                                limit: configuration.messageLimit,
                                frameDeadline: .seconds(configuration.frameDeadline),
                                idleLimit: .seconds(configuration.idleLimit)))
                        return try MLLPConversation.Channel(
                            wrappingChannelSynchronously: channel,
                            configuration: .init(
                                // A message may be large, so few are read ahead.
                                backPressureStrategy: .init(lowWatermark: 1, highWatermark: 2),
                                isOutboundHalfClosureEnabled: true))
                    }
                }
        } catch {
            throw CannotListen(
                host: configuration.host, port: configuration.port, reason: "\(error)")
        }
    }
}

extension TimeAmount {
    fileprivate static func seconds(_ seconds: Double) -> TimeAmount {
        .nanoseconds(Int64(min(seconds, 1e9) * 1e9))
    }
}

/// How many are connected.
private final class Guests: Sendable {
    private let limit: Int
    private let count = Mutex(0)

    init(limit: Int) { self.limit = limit }

    func enter() -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
