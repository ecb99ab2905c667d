import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// An HTTP door, open from `open` until `run` ends.
struct Listener: Service {
    typealias Channel = NIOAsyncChannel<Conversation.Channel, Never>

    let port: Int
    /// How callers on this machine reach it.
    var origin: String { "http://127.0.0.1:\(port)" }
    private let channel: Channel
    private let logger: Logger
    private let answer: @Sendable (Request) async -> Parcel

    /// Opens `port` at `host`; port 0 is a free one.
    static func open(
        host: String = "127.0.0.1", port: Int, logger: Logger,
        answer: @escaping @Sendable (Request) async -> Parcel
    ) async throws -> Listener {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: host, port: port) { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(
                        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
                    return try Conversation.Channel(wrappingChannelSynchronously: child)
                }
            }
        return Listener(channel: channel, logger: logger, answer: answer)
    }

    private init(
        channel: Channel, logger: Logger, answer: @escaping @Sendable (Request) async -> Parcel
    ) {
        port = channel.channel.localAddress?.port ?? 0
        self.channel = channel
        self.logger = logger
        self.answer = answer
    }

    /// Answers until shutdown; connections still open then are cut, as a partner's would be.
    func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                try await channel.executeThenClose { connections in
                    for try await connection in connections {
                        let caller = connection.channel.remoteAddress?.ipAddress ?? ""
                        let conversation = Conversation(
                            origin: origin, isLocal: caller.hasPrefix("127.") || caller == "::1",
                            answer: answer)
                        group.addTask {
                            do {
                                try await conversation.run(over: connection)
                            } catch {
                                // Callers hang up as they please; their words may hold anything.
                                logger.debug(
                                    "connection ended",
                                    metadata: ["error": "\(type(of: error))"])
                            }
                        }
                    }
                }
                group.cancelAll()
            }
        } onCancelOrGracefulShutdown: {
            channel.channel.close(promise: nil)
        }
    }
}
