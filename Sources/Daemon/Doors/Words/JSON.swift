import Foundation

/// JSON as every door writes and reads it: sorted keys, RFC 3339 times in the hospital's zone.
enum WireJSON {
    static func bytes(_ value: some Encodable, zone: TimeZone) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let style = Date.ISO8601FormatStyle(
            dateSeparator: .dash, dateTimeSeparator: .standard, timeSeparator: .colon,
            timeZoneSeparator: .colon, includingFractionalSeconds: false, timeZone: zone)
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(style))
        }
        return Array(try encoder.encode(value))
    }

    /// Reads `data`; what is missing or of the wrong kind is said by name.
    static func read<T: Decodable>(_ type: T.Type, from data: Data) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw error.problem
        }
    }
}

extension DecodingError {
    /// Which member is wrong, for the one who sent it.
    fileprivate var problem: Problem {
        func path(_ context: Context, _ key: (any CodingKey)? = nil) -> String {
            (context.codingPath + (key.map { [$0] } ?? [])).map(\.stringValue)
                .joined(separator: ".")
        }
        switch self {
        case .keyNotFound(let key, let context):
            let name = path(context, key)
            return .badRequest("缺少字段 \(name)。", "The member \(name) is missing.")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let name = path(context)
            return .badRequest("字段 \(name) 的类型不对。", "The member \(name) is of the wrong type.")
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            let name = path(context)
            return .badRequest("字段 \(name) 的值不对。", "The member \(name) has a value not known here.")
        default:
            return .badRequest("请求内容不是正确的 JSON。", "The body is not valid JSON.")
        }
    }
}
