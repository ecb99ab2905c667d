import Foundation
import Hospital
import Hub
import Lab
import Yams

/// What `labqueue connectors` says: each connector there is, on or off, and what it does.
public struct ConnectorList: Sendable {
    public let lines: [String]

    /// Throws `SettingsError` where the sections do not make connectors.
    public init(_ settings: Settings, roster: [any Connector.Type] = Roster.all) async throws {
        let connectors = try await settings.connectorsAtRest(from: roster)
        lines = roster.flatMap { Self.lines($0, connectors[$0.name]) }
    }

    private static func lines(
        _ type: any Connector.Type, _ member: Connectors.Member?
    ) -> [String] {
        var lines = [
            "\(type.name)  \(member == nil ? "off" : "on")  \(type.title.zh) / \(type.title.en)"
        ]
        func tell(_ what: String, _ words: [String]) {
            if !words.isEmpty { lines.append("    \(what): \(words.joined(separator: ", "))") }
        }
        if let member {
            tell("lanes", member.lanes.map { "\($0.name) (\($0.policy.words))" })
            tell("operations", member.connector.operations.map(\.name))
            tell("is called at", member.connector.receives.map { "\($0.method) \($0.path)" })
            tell("timetable", member.connector.timetable.map { "\($0.name) \($0.cron)" })
            tell("screens", member.connector.screens.map(\.name))
        }
        tell("wants", type.wants.map(\.rawValue).sorted())
        return lines
    }

    /// The section that a connector's `sample` gives, to be copied into the settings file.
    ///
    /// Nil where there is no connector of this name.
    public static func sample(
        of name: String, in roster: [any Connector.Type] = Roster.all
    ) throws -> String? {
        try roster.first { $0.name == name }.map { try Self.sample(of: $0) }
    }

    private static func sample<C: Connector>(of type: C.Type) throws -> String {
        let own = try Node(encoding: C.sample)
        let section: Node = .mapping([Node(C.name): own])
        return try Yams.serialize(
            node: .mapping(["connectors": section]), allowUnicode: true, sortKeys: true)
    }
}

extension LanePolicy {
    fileprivate var words: String {
        "\(inFlight) at once, \(seconds) s, "
            + (perSecond.map { "\($0.formatted()) a second" } ?? "any pace")
    }
}
