import Foundation
import Glibc
import Synchronization

/// The other side of a call, down to its bytes: each connection is served by the test's closure.
public final class RawServer: Sendable {
    /// One connection, read and answered by blocking calls on a thread of its own.
    public struct Connection: Sendable {
        /// Counts up from 1.
        public let number: Int
        fileprivate let handle: Int32

        /// Reads one HTTP request, head and announced body; nil where the caller hangs up.
        public func request() -> String? {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                if let end = Self.end(of: bytes), bytes.count >= end {
                    return String(decoding: bytes, as: UTF8.self)
                }
                let count = recv(handle, &buffer, buffer.count, 0)
                guard count > 0 else { return nil }
                bytes += buffer[..<count]
            }
        }

        /// - Returns: Whether the caller still took it.
        @discardableResult
        public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        @discardableResult
        public func send(_ bytes: [UInt8]) -> Bool {
            var left = bytes[...]
            while !left.isEmpty {
                let sent = left.withUnsafeBytes {
                    Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return false }
                left = left.dropFirst(sent)
            }
            return true
        }

        /// Says nothing and waits until the caller hangs up.
        public func hold() {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while recv(handle, &buffer, buffer.count, 0) > 0 {}
        }

        /// Where the request that `bytes` begin with ends, once its head is whole.
        private static func end(of bytes: [UInt8]) -> Int? {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let head = text.firstRange(of: "\r\n\r\n") else { return nil }
            let length = text[..<head.lowerBound].split(separator: "\r\n").first {
                $0.lowercased().hasPrefix("content-length:")
            }
            let body = length.flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
            return text[..<head.upperBound].utf8.count + (body ?? 0)
        }
    }

    public let port: Int
    private let listener: Int32
    private let accepted = Mutex(0)

    /// Connections so far.
    public var connections: Int { accepted.withLock { $0 } }

    /// Listens on a free port of 127.0.0.1; each connection is closed after `serve`.
    public init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
        let (listener, port) = try Sink.listen()
        self.listener = listener
        self.port = port
        let count: @Sendable () -> Int = { [weak self] in
            self?.accepted.withLock { accepted in
                accepted += 1
                return accepted
            } ?? 0
        }
        Thread {
            while true {
                let handle = accept(listener, nil, nil)
                guard handle >= 0 else { break }
                let connection = Connection(number: count(), handle: handle)
                Thread {
                    serve(connection)
                    shutdown(handle, Int32(SHUT_RDWR))
                    close(handle)
                }.start()
            }
        }.start()
    }

    deinit {
        // Wakes the thread that accepts.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}
