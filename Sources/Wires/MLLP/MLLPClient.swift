import Foundation
import NIOCore
import NIOPosix

/// Sends messages to an MLLP server, each over a connection of its own, and waits for the answer.
public struct MLLPClient: Sendable {
    public let host: String
    public let port: Int
    /// How long a connection, and then an answer, may take, in seconds.
    public var deadline: TimeInterval = 30
    /// The largest answer, in bytes.
    public var answerLimit = 1 << 20

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The acknowledgement, whatever it says; it echoes the message's number.
    public func send(_ message: HL7.Message) async throws(Failure) -> HL7.Message {
        let connection = try await connect()
        let number = message["MSH-10"]
        let frame: MLLPFramer.Frame?
        do {
            frame = try await connection.executeThenClose { inbound, outbound in
                try await outbound.write(MLLPFramer.wrap(message.bytes))
                for try await frame in inbound { return frame }
                return nil
            }
        } catch {
            throw Failure(self, .noAnswer("\(error)"))
        }
        guard let frame else { throw Failure(self, .noAnswer("the connection ended")) }
        guard
            case .message(let bytes) = frame,
            let answer = try? HL7.Message(parsing: bytes, usual: message.charset)
        else { throw Failure(self, .unreadableAnswer) }
        guard answer["MSA-2"] == number else { throw Failure(self, .answersAnother) }
        return answer
    }

    private func connect() async throws(Failure) -> NIOAsyncChannel<MLLPFramer.Frame, ByteBuffer> {
        let (limit, wait) = (answerLimit, TimeAmount.nanoseconds(Int64(min(deadline, 1e9) * 1e9)))
        do {
            return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(wait)
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        // Hangs up where the whole answer is not here in time, whether none
                        // came or part of one.
                        let timer = channel.eventLoop.scheduleTask(in: wait) {
                            channel.close(promise: nil)
                        }
                        channel.closeFuture.whenComplete { _ in timer.cancel() }
                        try channel.pipeline.syncOperations.addHandler(
                            MLLPFrameHandler(limit: limit, frameDeadline: wait, idleLimit: wait))
                        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw Failure(self, .cannotConnect("\(error)"))
        }
    }
}

extension MLLPClient {
    /// Why a message got no answer of its own.
    public struct Failure: Error, Hashable, Sendable {
        public enum Reason: Hashable, Sendable {
            /// Nothing was sent.
            case cannotConnect(String)
            /// It may have been received; only the receiver can tell.
            case noAnswer(String)
            case unreadableAnswer
            /// The answer echoes another message's number.
            case answersAnother
        }

        public let host: String
        public let port: Int
        public let reason: Reason

        init(_ client: MLLPClient, _ reason: Reason) {
            (host, port) = (client.host, client.port)
            self.reason = reason
        }

        /// Whether the receiver may have the message, so that sending it again could do it twice.
        public var mayHaveArrived: Bool {
            if case .cannotConnect = reason { false } else { true }
        }
    }
}

extension MLLPClient.Failure: CustomStringConvertible {
    public var description: String {
        switch reason {
        case .cannotConnect(let why): "cannot connect to HL7 receiver \(host):\(port): \(why)"
        case .noAnswer(let why): "no answer from HL7 receiver \(host):\(port): \(why)"
        case .unreadableAnswer: "HL7 receiver \(host):\(port) answered with no HL7 message"
        case .answersAnother: "HL7 receiver \(host):\(port) answered another message than ours"
        }
    }
}
