import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

@testable import Wires

/// A client that sends any bytes and reads what comes back, frame by frame.
struct RawSender {
    private let channel: any Channel
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var received: [UInt8] = []

    static func with<Answer>(
        port: Int, _ body: (inout RawSender) async throws -> Answer
    ) async throws -> Answer {
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            var sender = RawSender(
                channel: connection.channel, outbound: outbound,
                inbound: inbound.makeAsyncIterator())
            return try await body(&sender)
        }
    }

    private init(
        channel: any Channel, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) {
        self.channel = channel
        self.outbound = outbound
        self.inbound = inbound
    }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    func send(framed text: String) async throws {
        try await send([0x0B] + Array(text.utf8) + [0x1C, 0x0D])
    }

    /// Says that nothing more will be sent, and still listens.
    func finish() { outbound.finish() }

    /// The next answer, or nil where the server hangs up.
    mutating func answer() async throws -> HL7.Message? {
        while true {
            if let end = received.firstIndex(of: 0x1C), received.count > end + 1 {
                let frame = received[1..<end]
                received = Array(received[(end + 2)...])
                return try HL7.Message(parsing: frame)
            }
            do {
                guard let bytes = try await inbound.next(isolation: #isolation) else { return nil }
                received += Array(bytes.readableBytesView)
            } catch is IOError {
                // Hung up while we were still sending.
                return nil
            }
        }
    }
}

/// A server that runs as long as a test needs it.
func withServer<Answer: Sendable>(
    _ change: (inout MLLPServer.Configuration) -> Void = { _ in },
    handler: @escaping MLLPServer.Handler = { _ in .accepted },
    _ body: (_ port: Int, _ shutDown: @escaping @Sendable () async -> Void) async throws -> Answer
) async throws -> Answer {
    var configuration = MLLPServer.Configuration(port: 0)
    change(&configuration)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = MLLPServer(
        configuration, logger: logger, onListening: { continuation.yield($0) }, handler: handler)
    let group = ServiceGroup(services: [server], logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { continuation.finish() }
            try await group.run()
        }
        var ports = ports.makeAsyncIterator()
        guard let port = await ports.next() else {
            try await tasks.waitForAll()
            throw CancellationError()
        }
        let answer = try await body(port) { await group.triggerGracefulShutdown() }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return answer
    }
}

/// A message of number `id`.
func message(_ id: String, _ rest: String = "") -> String {
    "MSH|^~\\&|LIS|LAB|Q|benbu|20261122090500||ORU^R01|\(id)|P|2.5\r\(rest)"
}
