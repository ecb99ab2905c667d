import Foundation
import Hospital

/// How values are written on a page: in whose language, in which zone.
struct Hand: Sendable {
    let tongue: Tongue
    let zone: TimeZone
    /// The page's search, for addresses that change a part of it.
    let query: [String: String]
    /// The house's texts, which name the campuses.
    var words: JSON = .null

    /// Fen as yuan, `123.00`.
    static func money(_ fen: Int64) -> String {
        let size = fen.magnitude
        let cents = size % 100
        return (fen < 0 ? "-" : "") + "\(size / 100)." + (cents < 10 ? "0" : "") + "\(cents)"
    }

    /// The moment `json` tells: whole microseconds since 1970, or RFC 3339 text.
    func moment(_ json: JSON) -> String? {
        let date: Date? =
            switch json {
            case .integer(let microseconds):
                Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
            case .string(let text):
                (try? Date(text, strategy: .iso8601))
                    ?? (try? Date(
                        text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            default: nil
            }
        return date.map { text(of: $0) }
    }

    /// `2026-11-22T07:30:05` in the hospital's zone.
    func text(of date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZone: zone).year().month().day().dateSeparator(.dash)
                .time(includingFractionalSeconds: false).timeSeparator(.colon))
    }

    func time(of date: Date) -> String {
        let text = text(of: date)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// `campus-benbu` of the words, or the bare name.
    static func campus(_ name: String, in words: JSON) -> JSON {
        words["campus-\(name)"] ?? .string(name)
    }

    /// A search as it stands in an address, `?day=2026-11-22&page=2`; empty for none.
    static func address(_ query: [String: String]) -> String {
        guard !query.isEmpty else { return "" }
        return "?"
            + query.sorted { $0.key < $1.key }
            .map { "\(escaped($0.key))=\(escaped($0.value))" }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// RFC 3986 §2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
