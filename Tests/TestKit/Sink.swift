import Foundation
import Glibc

/// A printer's network port: reads each connection to its end and keeps the bytes.
public final class Sink: Sendable {
    public let port: Int
    /// One element for each connection that ended.
    public let documents: AsyncStream<[UInt8]>
    private let listener: Int32

    /// Listens on a free port of 127.0.0.1.
    ///
    /// - Parameter isDeaf: Accepts connections and never reads nor answers.
    public init(isDeaf: Bool = false) throws {
        let (listener, port) = try Self.listen()
        self.listener = listener
        self.port = port
        let (documents, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        self.documents = documents
        if isDeaf { return }
        let thread = Thread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                continuation.yield(Self.readAll(connection))
                close(connection)
            }
            continuation.finish()
        }
        thread.start()
    }

    deinit {
        // Wakes the thread that accepts.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The next document.
    public func next() async -> [UInt8]? {
        for await document in documents { return document }
        return nil
    }

    /// A port nobody listens on at this moment.
    public static func freePort() throws -> Int {
        let (listener, port) = try listen()
        close(listener)
        return port
    }

    /// Whether somebody accepts connections on `port` of 127.0.0.1.
    public static func answers(at port: Int) -> Bool {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = loopback(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = in_port_t(port).bigEndian
        return address
    }

    static func listen() throws -> (listener: Int32, port: Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard status else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func readAll(_ connection: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
