import Foundation
import Synchronization

/// A CUPS scheduler of the test's own: own configuration, spool, backends and socket.
///
/// It ends, and its folder goes, with the last reference to it.
public final class Cupsd: Sendable {
    public let folder: URL
    /// The path of its socket; what settings call its server.
    public let server: String
    private let daemon = Mutex<Subprogram?>(nil)

    /// Starts a scheduler and returns when it answers.
    ///
    /// - Parameters:
    ///   - port: Also listens on this TCP port of 127.0.0.1.
    ///   - backends: Shell scripts by name, beside the system's own backends.
    public init(port: Int? = nil, backends: [String: String] = [:]) async throws {
        // Short, because the path of a socket has at most 107 bytes.
        folder = URL(filePath: "/tmp/cupsd-\(UUID().uuidString.prefix(8))")
        server = folder.path + "/sock"
        try Self.furnish(folder, port: port, backends: backends)
        try await start()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends the scheduler; its folder stays.
    public func stop() { daemon.withLock { $0?.end() } }

    /// Starts the scheduler (again) and returns when it answers.
    public func start() async throws {
        let cupsd = try Subprogram(
            "/usr/sbin/cupsd", "-f", "-c", folder.path + "/etc/cupsd.conf",
            "-s", folder.path + "/etc/cups-files.conf")
        daemon.withLock { $0 = cupsd }
        try await Patience.until("cupsd answers; see \(folder.path)/error_log") {
            UnixSocket.answers(at: server)
        }
    }

    /// Runs an administrator's command against this scheduler, such as `lpadmin -p …`.
    @discardableResult
    public func administer(_ command: String, _ arguments: String...) throws -> String {
        try Subprogram.run(
            "/usr/bin/env", [command, "-h", server] + arguments,
            environment: ["CUPS_SERVER": server, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    }

    /// Makes a queue that passes bytes on unchanged.
    public func makeRawQueue(_ name: String, to device: String) throws {
        try administer("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw")
    }

    /// Makes a queue for a driverless printer and returns when CUPS has asked it what it can do.
    public func makeDriverlessQueue(_ name: String, to uri: String) async throws {
        try administer("lpadmin", "-p", name, "-E", "-v", uri, "-m", "everywhere")
        let driver = folder.appending(path: "etc/ppd/\(name).ppd").path
        try await Patience.until("CUPS has made \(driver)") {
            FileManager.default.fileExists(atPath: driver)
        }
    }

    /// All its jobs on `queue`, finished or not, as `lpstat` lists them.
    public func jobs(on queue: String) throws -> [String] {
        try administer("lpstat", "-W", "all", "-o", queue).split(separator: "\n").map(String.init)
    }

    private static func furnish(
        _ folder: URL, port: Int?, backends: [String: String]
    ) throws {
        let files = FileManager.default
        for name in ["etc", "spool/tmp", "cache", "state", "bin/backend"] {
            // Filters run as user lp and must be able to pass.
            try files.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o755])
        }
        let system = "/usr/lib/cups"
        for name in ["filter", "daemon", "driver", "notifier"] {
            try files.createSymbolicLink(
                atPath: folder.path + "/bin/\(name)", withDestinationPath: "\(system)/\(name)")
        }
        for name in try files.contentsOfDirectory(atPath: "\(system)/backend") {
            try files.createSymbolicLink(
                atPath: folder.path + "/bin/backend/\(name)",
                withDestinationPath: "\(system)/backend/\(name)")
        }
        for (name, script) in backends {
            let path = folder.path + "/bin/backend/\(name)"
            try script.write(toFile: path, atomically: true, encoding: .utf8)
            // Readable by root only: CUPS runs it as root, so that it can write anywhere.
            try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        }
        try layout(folder).write(
            toFile: folder.path + "/etc/cups-files.conf", atomically: true, encoding: .utf8)
        try rules(folder, port: port).write(
            toFile: folder.path + "/etc/cupsd.conf", atomically: true, encoding: .utf8)
    }

    private static func layout(_ folder: URL) -> String {
        """
        ServerRoot \(folder.path)/etc
        RequestRoot \(folder.path)/spool
        TempDir \(folder.path)/spool/tmp
        CacheDir \(folder.path)/cache
        StateDir \(folder.path)/state
        ServerBin \(folder.path)/bin
        DataDir /usr/share/cups
        AccessLog \(folder.path)/access_log
        ErrorLog \(folder.path)/error_log
        PageLog \(folder.path)/page_log
        Printcap \(folder.path)/printcap
        FileDevice Yes
        SyncOnClose No

        """
    }

    private static func rules(_ folder: URL, port: Int?) -> String {
        """
        LogLevel debug
        Listen \(folder.path)/sock
        \(port.map { "Listen 127.0.0.1:\($0)" } ?? "")
        Browsing No
        WebInterface No
        DefaultAuthType None
        <Location />
          Order allow,deny
          Allow all
        </Location>
        <Policy default>
          <Limit All>
            Order allow,deny
            Allow all
          </Limit>
        </Policy>

        """
    }
}
