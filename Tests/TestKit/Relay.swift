import Foundation
import Glibc
import Synchronization

/// A socket between a client and a PostgreSQL server that can lose an answer or the server.
public final class Relay: Sendable {
    private struct State {
        var isShut = false
        var swallowed: [UInt8]?
        /// The listener, which a call to `accept` waits on.
        var ear: CInt = -1
    }

    private let folder: URL
    private let server: String
    private let port: Int
    private let state = Mutex(State())

    /// Listens in front of `server` and passes everything on.
    public init(to server: PostgreSQLServer) throws {
        folder = URL(filePath: "/tmp/lqrelay-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.server = server.folder.path + "/.s.PGSQL.\(server.port)"
        port = server.port
        let ear = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let isBound = UnixSocket.withAddress(folder.path + "/.s.PGSQL.\(port)") {
            bind(ear, $0, $1) == 0 && listen(ear, 16) == 0
        }
        guard isBound else {
            throw PostgreSQLServer.Missing(description: "cannot listen in \(folder.path)")
        }
        state.withLock { $0.ear = ear }
        let server = self.server
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(ear, nil, nil)
                guard client >= 0 else { return }
                self?.connect(client, to: server)
            }
        }
    }

    deinit {
        state.withLock {
            shutdown($0.ear, Int32(SHUT_RDWR))
            close($0.ear)
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The address of `database` by way of this relay.
    public func address(of database: String, at server: PostgreSQLServer) -> String {
        database.replacing(
            server.folder.path.replacing("/", with: "%2F"),
            with: folder.path.replacing("/", with: "%2F"))
    }

    /// The next answer that contains `text` is not passed on, and its connection ends.
    /// - Parameter shutting: The server is lost to new connections from then on, too.
    public func swallow(_ text: String, shutting: Bool = false) {
        state.withLock { $0.swallowed = Array(text.utf8) }
        isShutting.withLock { $0 = shutting }
    }

    private let isShutting = Mutex(false)

    private func connect(_ client: CInt, to server: String) {
        let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let isOpen =
            !state.withLock { $0.isShut }
            && UnixSocket.withAddress(server) { Glibc.connect(upstream, $0, $1) == 0 }
        guard isOpen else {
            close(upstream)
            close(client)
            return
        }
        let ends = Ends(client: client, server: upstream)
        Thread.detachNewThread { Self.pump(from: ends.client, to: ends.server, ends) { _ in true } }
        Thread.detachNewThread { [weak self] in
            Self.pump(from: ends.server, to: ends.client, ends) { self?.passes($0) ?? false }
        }
    }

    private func passes(_ answer: ArraySlice<UInt8>) -> Bool {
        state.withLock { state in
            guard let text = state.swallowed, answer.firstRange(of: text) != nil else {
                return true
            }
            state.swallowed = nil
            state.isShut = isShutting.withLock { $0 }
            return false
        }
    }

    private static func pump(
        from source: CInt, to sink: CInt, _ ends: Ends, _ passes: (ArraySlice<UInt8>) -> Bool
    ) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count > 0, passes(buffer[..<count]) else { return ends.shut() }
            var sent = 0
            while sent < count {
                let more = buffer.withUnsafeBytes {
                    send(
                        sink, $0.baseAddress?.advanced(by: sent), count - sent,
                        Int32(MSG_NOSIGNAL))
                }
                guard more > 0 else { return ends.shut() }
                sent += more
            }
        }
    }

    /// Both ends of one connection, closed when neither direction uses them.
    private final class Ends: Sendable {
        let client: CInt
        let server: CInt

        init(client: CInt, server: CInt) {
            self.client = client
            self.server = server
        }

        func shut() {
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(server, Int32(SHUT_RDWR))
        }

        deinit {
            close(client)
            close(server)
        }
    }
}
