import Foundation
import NIOCore

extension MLLPServer {
    /// Where a server listens, and how much it puts up with.
    public struct Configuration: Sendable {
        public var host = "127.0.0.1"
        /// 0 for any free one.
        public var port = 2575
        /// The largest message, in bytes.
        public var messageLimit = 1 << 20
        /// How many may be connected at once; one more is hung up on.
        public var connectionLimit = 64
        /// How long a sender may take over one frame, in seconds.
        public var frameDeadline: TimeInterval = 30
        /// How long a connection may say nothing, in seconds.
        public var idleLimit: TimeInterval = 3600
        /// The charset of messages that name none.
        public var usualCharset: HL7.Charset = .utf8
        /// In which acknowledgements tell the time.
        public var timeZone: TimeZone = .current
        /// What lies between the socket and the frames, such as TLS.
        public var underlay: @Sendable (any Channel) throws -> Void = { _ in }

        public init(host: String = "127.0.0.1", port: Int = 2575) {
            self.host = host
            self.port = port
        }
    }

    /// Why a server does not listen.
    public struct CannotListen: Error, Hashable, CustomStringConvertible {
        public let host: String
        public let port: Int
        public let reason: String

        public var description: String {
            """
            cannot listen for HL7 on \(host):\(port): \(reason); \
            free the port or choose another in the settings
            """
        }
    }
}
