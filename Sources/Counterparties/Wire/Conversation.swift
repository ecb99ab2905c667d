import Foundation
import NIOCore
import NIOHTTP1

/// One caller's connection: requests are answered one by one, in order.
///
/// Answers are written as bytes, not through an HTTP encoder, because a good encoder would refuse
/// to send half an answer or two.
struct Conversation: Sendable {
    typealias Channel = NIOAsyncChannel<HTTPServerRequestPart, ByteBuffer>
    typealias Writer = NIOAsyncChannelOutboundWriter<ByteBuffer>
    /// The largest body taken, in bytes.
    static let bodyLimit = 16 << 20

    let origin: String
    let isLocal: Bool
    let answer: @Sendable (Request) async -> Parcel

    func run(over connection: Channel) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            while case .head(let head) = try await parts.next() {
                if head.headers[canonicalForm: "expect"].contains(where: { $0 == "100-continue" }) {
                    try await outbound.write(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
                }
                var body = ByteBuffer()
                while case .body(var bytes) = try await parts.next() {
                    guard body.readableBytes + bytes.readableBytes <= Self.bodyLimit else {
                        let reply = Reply.text("the body is too large", status: 413)
                        try await outbound.write(ByteBuffer(bytes: reply.head(closing: true)))
                        return
                    }
                    body.writeBuffer(&bytes)
                }
                let parcel = await answer(request(head, body))
                let closes = !head.isKeepAlive || parcel.carriage != .whole
                try await send(parcel, closing: closes, through: outbound)
                if parcel.carriage == .hang {
                    // Only the caller ends this.
                    while try await parts.next() != nil {}
                }
                if closes { return }
            }
        }
    }

    private func request(_ head: HTTPRequestHead, _ body: ByteBuffer) -> Request {
        var headers: [String: String] = [:]
        for header in head.headers { headers[header.name.lowercased()] = header.value }
        return Request(
            method: head.method.rawValue, target: head.uri, headers: headers,
            body: Array(body.readableBytesView), isLocal: isLocal,
            origin: headers["host"].map { "http://\($0)" } ?? origin)
    }

    private func send(_ parcel: Parcel, closing: Bool, through outbound: Writer) async throws {
        let (head, body) = (parcel.reply.head(closing: closing), parcel.reply.body)
        switch parcel.carriage {
        case .hang, .drop: return
        case .whole: try await outbound.write(ByteBuffer(bytes: head + body))
        case .twice: try await outbound.write(ByteBuffer(bytes: head + body + head + body))
        case .half: try await outbound.write(ByteBuffer(bytes: head + body.prefix(body.count / 2)))
        case .slow(let pace):
            for byte in head + body {
                try await outbound.write(ByteBuffer(bytes: [byte]))
                try await Task.sleep(for: .seconds(1 / pace))
            }
        }
    }
}
