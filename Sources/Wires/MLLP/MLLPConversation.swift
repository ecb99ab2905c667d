import Foundation
import Logging
import NIOCore
import ServiceLifecycle

/// One sender's connection: its messages are answered one by one, in order.
struct MLLPConversation: Sendable {
    typealias Channel = NIOAsyncChannel<MLLPFramer.Frame, ByteBuffer>

    let configuration: MLLPServer.Configuration
    let logger: Logger
    let handler: MLLPServer.Handler

    func run(over connection: Channel) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var goesOn = true
            // Ends at a shutdown, but only between two messages: the answer in flight goes out.
            for try await frame in inbound.cancelOnGracefulShutdown() where goesOn {
                switch frame {
                case .message(let bytes):
                    try await outbound.write(MLLPFramer.wrap(await answer(bytes).bytes))
                case .oversized(let beginning):
                    try await outbound.write(MLLPFramer.wrap(tooLarge(beginning).bytes))
                    // Hanging up on unread bytes could take our answer back from the wire. So
                    // only our side ends, and the rest is read until the sender hangs up too
                    // or the time for the frame is over.
                    goesOn = false
                    outbound.finish()
                    connection.channel.eventLoop.scheduleTask(in: .seconds(2)) {
                        connection.channel.close(promise: nil)
                    }
                }
            }
        }
    }

    private func answer(_ bytes: [UInt8]) async -> HL7.Message {
        let request: HL7.Message
        do {
            request = try HL7.Message(parsing: bytes, usual: configuration.usualCharset)
        } catch {
            logger.warning("HL7 message rejected", metadata: ["reason": "\(error)"])
            return acknowledge(
                HL7.Message(salvaging: bytes, usual: configuration.usualCharset),
                HL7.Reply(.rejected, [.init(error.condition, error.words)]))
        }
        do {
            let reply = try await handler(request)
            if reply.code != .accepted {
                logger.warning(
                    "HL7 message not accepted",
                    metadata: [
                        "message": "\(request)", "code": "\(reply.code.rawValue)",
                        "where": "\(reply.faults.map(\.location))",
                    ])
            }
            return acknowledge(request, reply)
        } catch {
            // The error's words stay here: they may name a patient, and the sender cannot act
            // on them.
            logger.error(
                "HL7 message failed",
                metadata: ["message": "\(request)", "error": "\(type(of: error))"])
            return acknowledge(
                request,
                HL7.Reply(.failed, [.init(.internalError, "暂时无法处理，请稍后重发 / send it again later")]))
        }
    }

    private func tooLarge(_ beginning: [UInt8]) -> HL7.Message {
        let limit = configuration.messageLimit
        logger.warning("HL7 message too large", metadata: ["limit": "\(limit)"])
        let error = HL7.Malformed(segment: 0, offset: limit, reason: .oversized(limit: limit))
        return acknowledge(
            HL7.Message(salvaging: beginning, usual: configuration.usualCharset),
            HL7.Reply(.rejected, [.init(error.condition, error.words)]))
    }

    private func acknowledge(_ request: HL7.Message?, _ reply: HL7.Reply) -> HL7.Message {
        reply.message(
            to: request, at: Date(), in: configuration.timeZone,
            id: String(UInt64.random(in: .min ... .max), radix: 36, uppercase: true))
    }
}

extension HL7.Malformed {
    fileprivate var condition: HL7.Reply.Condition {
        switch reason {
        case .empty, .noHeader, .badSegmentName: .segmentSequence
        case .headerTooShort, .badSeparators: .requiredFieldMissing
        case .unknownCharset: .tableValueNotFound
        case .notInCharset, .oversized: .dataType
        }
    }
}

extension HL7.Message {
    /// The header alone of a message that cannot be read, to address an answer by.
    init?(salvaging bytes: [UInt8], usual: HL7.Charset) {
        guard let start = bytes.firstIndex(where: { $0 > 0x20 }) else { return nil }
        let line = bytes[start...].prefix { $0 != 0x0D && $0 != 0x0A }
        let charset = (try? HL7.Charset.declared(in: line, usual: usual)) ?? usual
        let text = charset.decode(line) ?? String(decoding: line, as: UTF8.self)
        guard let header = try? HL7.Message(text: text, charset: charset) else { return nil }
        self = header
    }
}
