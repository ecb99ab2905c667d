import Foundation

/// An nginx of our own with one file, as fast as it serves one: two workers, no log.
struct Nginx: Sendable {
    let program: Program
    let port: Int

    init(in folder: URL, serving bytes: Data, at path: String) throws {
        let home = folder.appending(path: "nginx", directoryHint: .isDirectory)
        let file = home.appending(path: "root\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
        port = try Self.freePort()
        try Self.configuration(port, home).write(
            to: home.appending(path: "nginx.conf"), atomically: true, encoding: .utf8)
        program = try Program(
            "nginx", ["-p", home.path, "-c", "nginx.conf", "-e", "stderr"],
            logging: folder.appending(path: "nginx.log"))
        try waitUntilItAnswers()
    }

    private func waitUntilItAnswers() throws {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if (try? Caller(port: port)) != nil { return }
            usleep(20_000)
        }
        throw Trouble("nginx does not listen on port \(port); see nginx.log")
    }

    private static func configuration(_ port: Int, _ home: URL) -> String {
        """
        \(geteuid() == 0 ? "user root;" : "")
        daemon off;
        worker_processes 2;
        pid nginx.pid;
        events { worker_connections 512; }
        http {
            access_log off;
            sendfile on;
            tcp_nopush on;
            keepalive_requests 100000000;
            open_file_cache max=16;
            client_body_temp_path temp;
            proxy_temp_path temp;
            fastcgi_temp_path temp;
            uwsgi_temp_path temp;
            scgi_temp_path temp;
            default_type "application/json; charset=utf-8";
            server {
                listen 127.0.0.1:\(port);
                root \(home.appending(path: "root").path);
                add_header Cache-Control no-cache;
            }
        }
        """
    }

    /// One that nobody listens on now.
    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 ? getsockname(socket, $0, &size) : -1
            }
        }
        guard status == 0 else { throw Trouble("no port of this machine is free") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
