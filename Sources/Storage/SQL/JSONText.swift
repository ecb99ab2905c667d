import Foundation

/// Values kept as JSON text: members sorted, so that equal values are equal text.
///
/// Dates inside are seconds since 2001-01-01T00:00:00Z, as Foundation holds them: the only form
/// that loses nothing, so that a replayed line equals the line that was.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Content: Decodable>(_ type: Content.Type, from text: String) throws
        -> Content
    {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension DecodingError {
    /// Where decoding failed, by path only: the content may be a patient's.
    var whereabouts: String {
        let (what, path): (String, [any CodingKey]) =
            switch self {
            case .keyNotFound(let key, let context): ("no \(key.stringValue)", context.codingPath)
            case .typeMismatch(let type, let context): ("not \(type)", context.codingPath)
            case .valueNotFound(let type, let context): ("no \(type)", context.codingPath)
            case .dataCorrupted(let context): ("unreadable", context.codingPath)
            @unknown default: ("unreadable", [])
            }
        let place = path.map(\.stringValue).joined(separator: ".")
        return place.isEmpty ? what : "\(what) at \(place)"
    }
}
