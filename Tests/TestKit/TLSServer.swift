import Foundation

/// A TLS server with a certificate of the test's own, by the `openssl` program.
///
/// It answers every GET with a page and the status 200.
public final class TLSServer: Sendable {
    public let port: Int
    /// PEM, to be trusted.
    public let certificate: String
    private let folder: URL
    private let server: Subprogram

    /// Starts it and waits until it listens.
    /// - Parameter valid: From and until when, such as `200101000000Z`.
    public init(valid: (from: String, until: String)) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (key, request) = (folder.appending(path: "key"), folder.appending(path: "request"))
        let (certificate, rules) = (folder.appending(path: "cert"), folder.appending(path: "rules"))
        try Data().write(to: folder.appending(path: "index"))
        try Data(
            """
            [ca]
            default_ca = test
            [test]
            database = \(folder.path)/index
            new_certs_dir = \(folder.path)
            rand_serial = yes
            default_md = sha256
            policy = any
            x509_extensions = names
            [any]
            commonName = supplied
            [names]
            subjectAltName = IP:127.0.0.1
            basicConstraints = CA:TRUE
            """.utf8
        ).write(to: rules)
        try Subprogram.run(
            "/usr/bin/openssl",
            [
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
                "-keyout", key.path, "-out", request.path,
            ])
        try Subprogram.run(
            "/usr/bin/openssl",
            [
                "ca", "-batch", "-selfsign", "-config", rules.path, "-keyfile", key.path,
                "-in", request.path, "-out", certificate.path, "-notext",
                "-startdate", valid.from, "-enddate", valid.until,
            ])
        let port = try Sink.freePort()
        server = try Subprogram(
            "/usr/bin/openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet",
            "-key", key.path, "-cert", certificate.path)
        self.port = port
        self.certificate = certificate.path
        try await Patience.until("openssl listens on \(port)") { Sink.answers(at: port) }
    }

    deinit {
        server.end()
        try? FileManager.default.removeItem(at: folder)
    }
}
