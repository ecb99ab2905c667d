import Foundation
import Logging
import NIOCore
import NIOPosix
import Synchronization

@testable import Counterparties

/// A plain socket to a listener of the test's own: bytes out, bytes in, no HTTP library.
struct Caller {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    let port: Int

    /// Opens a door for `teller`'s stage, has `body` call it, and closes it.
    static func calling(
        _ teller: Teller, _ body: (Caller) async throws -> Void
    ) async throws {
        let listener = try await Listener.open(
            port: 0, logger: Logger(label: "test"), answer: teller.stage.answer)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            try await body(Caller(port: listener.port))
            group.cancelAll()
        }
    }

    /// What came back, and whether the other side has hung up.
    struct Heard {
        var bytes: [UInt8] = []
        var hasEnded = false
        var text: String { String(decoding: bytes, as: UTF8.self) }
        var head: String { text.components(separatedBy: "\r\n\r\n")[0] }
        /// What follows the first head.
        var body: [UInt8] {
            guard let end = text.utf8.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
            return Array(
                bytes.dropFirst(text.utf8.distance(from: text.startIndex, to: end.upperBound)))
        }
        var length: Int? {
            head.components(separatedBy: "\r\n").first { $0.hasPrefix("Content-Length: ") }
                .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
        }
    }

    /// Sends `chunks` one after the other and listens until the other side hangs up, `enough`
    /// holds, or `deadline` is over.
    func say(
        _ chunks: [[UInt8]], deadline: TimeAmount = .seconds(20),
        until enough: @escaping @Sendable (Heard) -> Bool = { _ in false }
    ) async throws -> Heard {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Channel(wrappingChannelSynchronously: channel)
                }
            }
        let isOver = Mutex(false)
        let timer = channel.channel.eventLoop.scheduleTask(in: deadline) {
            isOver.withLock { $0 = true }
            channel.channel.close(promise: nil)
        }
        defer { timer.cancel() }
        return try await channel.executeThenClose { inbound, outbound in
            for chunk in chunks { try await outbound.write(ByteBuffer(bytes: chunk)) }
            var heard = Heard()
            for try await buffer in inbound {
                heard.bytes += buffer.readableBytesView
                if enough(heard) { return heard }
            }
            heard.hasEnded = !isOver.withLock { $0 }
            return heard
        }
    }

    /// A request for `service` as bytes.
    static func bytes(
        _ service: String, _ content: JSON, closing: Bool = true, more: String = ""
    ) -> [UInt8] {
        let body = Teller.envelope(content).bytes
        let head = """
            POST \(Bosi.servicePath)\(service) HTTP/1.1\r
            Host: platform:9100\r
            Content-Type: application/json;charset=UTF-8\r
            Content-Length: \(body.count)\r
            \(closing ? "Connection: close\r\n" : "")\(more)\r

            """
        return Array(head.utf8) + body
    }

    static var registration: [UInt8] { bytes("invEBillRegistration", Forms.registration) }
}
