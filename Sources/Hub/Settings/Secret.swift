import Foundation

/// A key that is never in the settings file: `${NAME}` of the environment, or `file:/path`.
public struct Secret: Codable, Hashable, Sendable {
    /// Where it is, as the settings say.
    public let place: String

    public init(_ place: String) { self.place = place }

    public init(from decoder: any Decoder) throws {
        place = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(place)
    }

    /// Reads it.
    ///
    /// Throws `SettingsFault` where the place is none or empty.
    /// - Parameter name: What the settings call it, for the error.
    public func reveal(
        as name: String,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> String {
        if place.hasPrefix("${"), place.hasSuffix("}") {
            let variable = String(place.dropFirst(2).dropLast())
            guard let value = environment[variable], !value.isEmpty else {
                throw SettingsFault("\(name): the environment has no \(variable); set it")
            }
            return value
        }
        guard place.hasPrefix("file:") else {
            throw SettingsFault(
                "\(name): a secret does not belong into the settings file; write ${NAME} for the "
                    + "environment or file:/path")
        }
        let path = String(place.dropFirst("file:".count))
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SettingsFault("\(name): the file \(path) cannot be read")
        }
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else { throw SettingsFault("\(name): the file \(path) is empty") }
        return value
    }
}

/// Where it is may be told; what it is may not.
extension Secret: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a secret" }
    public var debugDescription: String { description }
}
