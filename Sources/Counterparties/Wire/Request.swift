import Foundation

/// An HTTP request, whole.
struct Request: Sendable {
    let method: String
    /// Without the query, percent-decoded.
    let path: String
    let query: [String: String]
    /// By lower-case name; the last of a name counts.
    let headers: [String: String]
    let body: [UInt8]
    /// Whether the caller sits on this machine.
    let isLocal: Bool
    /// How callers reach this listener, such as `http://127.0.0.1:9100`.
    let origin: String

    init(
        method: String, target: String, headers: [String: String] = [:], body: [UInt8] = [],
        isLocal: Bool = true, origin: String = ""
    ) {
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = parts.first.map(String.init)?.removingPercentEncoding ?? "/"
        query = parts.count == 2 ? Self.query(of: parts[1]) : [:]
        self.headers = headers
        self.body = body
        self.isLocal = isLocal
        self.origin = origin
    }

    /// The media type, without parameters.
    var mediaType: String {
        let type = headers["content-type", default: ""].prefix { $0 != ";" }
        return type.trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// The steps of the path.
    var steps: [String] { path.split(separator: "/").map(String.init) }

    private static func query(of text: Substring) -> [String: String] {
        var query: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let words = parts.map { String($0).removingPercentEncoding ?? String($0) }
            query[words[0]] = words.count == 2 ? words[1] : ""
        }
        return query
    }
}
