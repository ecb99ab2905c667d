import Foundation

/// One HTTP request to a counterparty.
public struct HTTPCall: Hashable, Sendable {
    public var method: String
    public var url: String
    public var headers: [String: String]
    public var body: Data

    public init(_ method: String, _ url: String, headers: [String: String] = [:], body: Data) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// Evidence holds method, address and body; headers may carry secrets and stay out of it.
extension HTTPCall: Legible {
    public var legible: String { "\(method) \(url)\n\n\(String(decoding: body, as: UTF8.self))" }
}

/// The counterparty's whole answer.
public struct HTTPAnswer: Hashable, Sendable {
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    public var body: Data

    public init(status: Int, headers: [String: String] = [:], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// What `Retry-After` asks for, given in seconds.
    public var retryAfter: Duration? {
        headers["retry-after"].flatMap { Int($0) }.map { .seconds(max(0, $0)) }
    }
}

extension HTTPAnswer: Legible {
    public var legible: String { "\(status)\n\n\(String(decoding: body, as: UTF8.self))" }
}

/// A wire for HTTP; the real one is `HTTPClientWire`, tests script theirs.
public protocol HTTPWire: Wire where Request == HTTPCall, Answer == HTTPAnswer {}
