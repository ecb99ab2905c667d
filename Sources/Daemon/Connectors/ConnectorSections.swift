import Foundation
import Yams

/// The section `connectors:` as it is written; each connector reads its own part.
public struct ConnectorSections: Sendable {
    /// The file it is from, for what is wrong in it.
    public let file: String
    /// In YAML, by the connectors' names.
    let written: [String: String]

    public static let none = ConnectorSections(file: "", written: [:])

    public var isEmpty: Bool { written.isEmpty }

    init(file: String, written: [String: String]) {
        self.file = file
        self.written = written
    }

    /// Throws what is wrong with the section as a whole.
    init(_ node: Node?, in file: String) throws {
        guard let node, node.null == nil else {
            self = ConnectorSections(file: file, written: [:])
            return
        }
        guard let sections = node.mapping else {
            throw SettingsError(
                file: file, problems: ["connectors is not a list of connectors by name"])
        }
        var written: [String: String] = [:]
        for (name, section) in sections {
            written[name.string ?? "?"] = try Yams.serialize(node: section)
        }
        self.init(file: file, written: written)
    }
}

/// With the other settings it is passed over: its keys are for the connectors to understand.
extension ConnectorSections: Codable {
    public init(from decoder: any Decoder) { self = .none }

    public func encode(to encoder: any Encoder) throws {
        var nothing = encoder.singleValueContainer()
        try nothing.encode([String: String]())
    }
}
