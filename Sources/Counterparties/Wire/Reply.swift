/// An HTTP answer, before anything happens to it on the wire.
struct Reply: Sendable, Equatable {
    var status = 200
    /// Besides the length of the body.
    var headers: [Header] = []
    var body: [UInt8] = []

    struct Header: Sendable, Equatable {
        let name: String
        let value: String
    }

    init(status: Int = 200, type: String, body: [UInt8], headers: [Header] = []) {
        self.status = status
        self.headers = [Header(name: "Content-Type", value: type)] + headers
        self.body = body
    }

    static func json(_ value: JSON, status: Int = 200) -> Reply {
        Reply(status: status, type: "application/json;charset=UTF-8", body: value.bytes)
    }

    static func text(_ text: String, status: Int = 200) -> Reply {
        Reply(status: status, type: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }

    static func html(_ page: String, status: Int = 200) -> Reply {
        Reply(status: status, type: "text/html; charset=utf-8", body: Array(page.utf8))
    }

    /// The bytes of the status line and the headers; the connection closes after it where asked.
    func head(closing: Bool) -> [UInt8] {
        var lines = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Status")\r\n"
        for header in headers { lines += "\(header.name): \(header.value)\r\n" }
        lines += "Content-Length: \(body.count)\r\n"
        if closing { lines += "Connection: close\r\n" }
        return Array("\(lines)\r\n".utf8)
    }

    private static let reasons = [
        200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently",
        400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        409: "Conflict", 413: "Content Too Large", 415: "Unsupported Media Type",
        429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
    ]
}
