import Foundation

/// One connection to a server on this machine, one request after another.
final class Caller {
    struct Answer {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: Data
    }

    private let socket: CInt
    private let usual: String
    private var read = Data()

    /// - Parameter token: Sent with every request, as a bearer's.
    init(port: Int, token: String? = nil) throws {
        socket = Foundation.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let socket = socket
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        usual = "Host: 127.0.0.1\r\n" + (token.map { "Authorization: Bearer \($0)\r\n" } ?? "")
        guard connected == 0 else {
            throw Trouble("nothing answers at port \(port): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(socket) }

    /// Asks and reads the whole answer.
    func send(_ method: String, _ path: String, _ body: String = "") throws -> Answer {
        try write(method, path, body)
        let (status, headers) = try head()
        let length = Int(headers["content-length"] ?? "0") ?? 0
        while read.count < length { try more() }
        defer { read = Data(read.dropFirst(length)) }
        return Answer(status: status, headers: headers, body: Data(read.prefix(length)))
    }

    /// Asks for a stream and leaves it open once its first bytes are here.
    func listen(_ path: String) throws {
        try write("GET", path, "")
        let (status, _) = try head()
        guard status == 200 else { throw Trouble("\(path) answered \(status)") }
        while read.isEmpty { try more() }
    }

    private func write(_ method: String, _ path: String, _ body: String) throws {
        let kind = body.isEmpty ? "" : "Content-Type: application/json\r\n"
        let request =
            "\(method) \(path) HTTP/1.1\r\n\(usual)\(kind)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        var rest = Array(request.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, 0) }
            guard sent > 0 else { throw Trouble("the server hung up on \(path)") }
            rest = rest.dropFirst(sent)
        }
    }

    private func head() throws -> (Int, [String: String]) {
        let end = Data("\r\n\r\n".utf8)
        while true {
            if let range = read.range(of: end) {
                let lines = String(decoding: read[..<range.lowerBound], as: UTF8.self)
                    .components(separatedBy: "\r\n")
                read = Data(read[range.upperBound...])
                let fields = lines.dropFirst().map { line in
                    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                    return (
                        parts[0].lowercased(),
                        parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                    )
                }
                let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
                return (status, Dictionary(fields) { first, _ in first })
            }
            try more()
        }
    }

    private func more() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { throw Trouble("the server hung up") }
        read.append(contentsOf: buffer[..<count])
    }
}
