import Cups
import Foundation

/// Where a CUPS scheduler listens.
struct CupsServer: Hashable, Sendable, CustomStringConvertible {
    /// Host name, address, or the path of a socket.
    let host: String
    /// TCP port; without meaning for a socket.
    let port: Int32

    /// Reads `host`, `host:port` or `/path/of/a.sock`; nil is this machine's own CUPS.
    init(_ text: String?) {
        guard let text, !text.isEmpty else {
            host = cupsServer().map { String(cString: $0) } ?? "localhost"
            port = ippPort()
            return
        }
        let colon = text.hasPrefix("/") ? nil : text.lastIndex(of: ":")
        if let colon, let port = Int32(text[text.index(after: colon)...]) {
            host = String(text[..<colon]).trimmingCharacters(in: ["[", "]"])
            self.port = port
        } else {
            host = text
            port = 631
        }
    }

    var description: String { host.hasPrefix("/") ? host : "\(host):\(port)" }
}
