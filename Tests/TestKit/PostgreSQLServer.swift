import Foundation
import Glibc
import Synchronization

/// A PostgreSQL server of the test's own: own data, socket and port.
///
/// It ends, and its folder goes, with the last reference to it or with this process, however that
/// ends. On its socket everybody is let in, on its port only by password.
public final class PostgreSQLServer: Sendable {
    /// What is missing, and how it is had.
    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    public static let user = "labqueue"
    public static let password = "p@ss/w:rd"

    public let folder: URL
    public let port: Int
    private let programs: URL
    private let running = Mutex<Running?>(nil)
    private let databases = Mutex(0)
    private let isDurable: Bool

    /// The server and the pipe whose end it waits for.
    private struct Running {
        let process: Process
        let leash: Pipe
    }

    private static let starting = Task { try await PostgreSQLServer() }

    /// The server that all tests of this process share, started for the first.
    public static var shared: PostgreSQLServer {
        get async throws { try await starting.value }
    }

    /// Makes a server and returns when it answers.
    /// - Parameter isDurable: Whether it waits for the disk. Tests take away processes, never the
    ///   power, so theirs does not.
    public init(isDurable: Bool = false) async throws {
        self.isDurable = isDurable
        programs = try Self.findPrograms()
        // Short, because the path of a socket has at most 107 bytes.
        folder = URL(filePath: "/tmp/lqpg-\(UUID().uuidString.prefix(8))")
        port = try Self.freePort()
        try Self.run(["mkdir", "-m", "700", folder.path], as: nil)
        if getuid() == 0 { try Self.run(["chown", "postgres:", folder.path], as: nil) }
        let secret = folder.path + "/secret"
        let initdb = programs.appending(path: "initdb").path
        try Self.run(
            [
                "sh", "-c",
                """
                umask 077; printf %s '\(Self.password)' > \(secret)
                exec \(initdb) -D \(folder.path)/data -U \(Self.user) --pwfile=\(secret) \
                    --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync
                """,
            ], as: Self.servant)
        try await start()
    }

    deinit {
        stop()
        // Its files are another user's, whom only root may clean up after.
        _ = try? Self.run(["rm", "-rf", folder.path], as: nil)
    }

    /// Starts the server (again) and returns when it answers.
    public func start() async throws {
        let server = """
            \(programs.path)/postgres -D \(folder.path)/data -k \(folder.path) -p \(port) \
            -c listen_addresses=127.0.0.1 -c shared_buffers=16MB -c max_connections=300 \
            -c fsync=\(isDurable ? "on" : "off") -c wal_level=minimal -c max_wal_senders=0 -c lc_messages=C
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // The shell ends the server when the pipe ends: by a word of `stop`, which leaves the
        // data, or with this process.
        process.arguments =
            Self.prefix(Self.servant) + [
                "sh", "-c",
                """
                \(server) >> \(folder.path)/log 2>&1 </dev/null & pid=$!
                read -r how; kill -${how:-INT} $pid; wait $pid; [ "$how" ] || rm -rf \(folder.path)
                """,
            ]
        let leash = Pipe()
        process.standardInput = leash
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Subprogram.launch(process)
        running.withLock { $0 = Running(process: process, leash: leash) }
        try await Patience.until("PostgreSQL answers; see \(folder.path)/log") {
            guard UnixSocket.answers(at: "\(folder.path)/.s.PGSQL.\(port)") else { return false }
            return (try? await psql("SELECT 1")) != nil
        }
    }

    /// Ends the server; its data stays.
    /// - Parameter signal: `INT` ends sessions in order, `QUIT` as if the power had gone.
    public func stop(_ signal: String = "INT") {
        running.withLock { running in
            guard let server = running else { return }
            running = nil
            try? server.leash.fileHandleForWriting.write(contentsOf: Data("\(signal)\n".utf8))
            try? server.leash.fileHandleForWriting.close()
            server.process.waitUntilExit()
        }
    }

    /// Makes an empty database and answers with its address.
    public func makeDatabase(_ options: String = "ENCODING 'UTF8'") async throws -> String {
        let name = databases.withLock { number in
            number += 1
            return "test\(number)"
        }
        try await psql("CREATE DATABASE \(name) TEMPLATE template0 \(options)")
        return address(of: name)
    }

    public func address(of database: String) -> String {
        let path = folder.path.replacing("/", with: "%2F")
        return "postgres://\(Self.user)@\(path):\(port)/\(database)"
    }

    /// Removes a database that `makeDatabase` made.
    public func drop(_ address: String) async throws {
        let name = address.split(separator: "/").last ?? ""
        try await psql("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// Runs a statement in `database`, a name or an address, and answers with what it printed.
    @discardableResult
    public func psql(
        _ statement: String, in database: String = "postgres"
    ) async throws -> String {
        let name = database.split(separator: "/").last.map(String.init) ?? database
        let words = [
            "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", folder.path, "-p", "\(port)", "-U",
            Self.user, "-d", name, "-c", statement,
        ]
        let program = programs.appending(path: "psql").path
        // Elsewhere, for the tests' own threads are as few as the cores.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Subprogram.run(program, words) })
            }
        }
    }

    /// The unprivileged user the server runs as where the tests run as root, whom it refuses.
    private static var servant: String? { getuid() == 0 ? "postgres" : nil }

    private static func prefix(_ user: String?) -> [String] {
        user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups"] } ?? []
    }

    private static func run(_ words: [String], as user: String?) throws {
        try Subprogram.run("/usr/bin/env", prefix(user) + words)
    }

    private static func findPrograms() throws -> URL {
        let root = URL(filePath: "/usr/lib/postgresql")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let found = versions.compactMap(Int.init).sorted().reversed()
            .map { root.appending(path: "\($0)/bin") }
            .first { FileManager.default.fileExists(atPath: $0.path + "/initdb") }
        guard let found else {
            throw Missing(
                description: "PostgreSQL is not installed: `make test` installs it, or "
                    + "`apt-get install postgresql`")
        }
        return found
    }

    private static func freePort() throws -> Int {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, length) == 0 && getsockname(handle, $0, &length) == 0
            }
        }
        guard isBound else { throw Missing(description: "no free port on 127.0.0.1") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
