import Foundation
import Hub
import Lab

/// The connectors that this hospital has switched on, made from their sections.
public struct Connectors: Sendable {
    /// One of them, as the house drives it.
    public struct Member: Sendable {
        public let connector: any Connector
        /// With the policies that the settings give; the last is of the connector's own name, where
        /// errands wait that could not be made.
        public let lanes: [Lane]

        public var name: String { type(of: connector).name }
        public var title: Words { type(of: connector).title }

        public init(_ connector: any Connector, lanes: [Lane]? = nil) {
            self.connector = connector
            let doors = lanes ?? connector.lanes
            let (name, title) = (type(of: connector).name, type(of: connector).title)
            self.lanes =
                doors.contains { $0.name == name }
                ? doors
                : doors + [
                    Lane(name, Words("\(title.zh)：无法安排的事件", "\(title.en): not planned"))
                ]
        }
    }

    /// In the order of the roster.
    public let members: [Member]

    public init(_ members: [Member]) { self.members = members }

    /// Makes those that have a section and are not switched off in it.
    ///
    /// Throws `SettingsError` with what is wrong in all sections together.
    public init(
        _ sections: ConnectorSections, from roster: [any Connector.Type] = Roster.all,
        at premises: Premises
    ) throws {
        var members: [Member] = []
        var problems = sections.problems(for: roster)
        var premises = premises
        premises.connectors = sections.enabled(of: roster)
        for type in roster {
            guard problems.isEmpty || sections.problems(for: [type]).isEmpty,
                let yaml = sections.written[type.name]
            else { continue }
            do {
                if let member = try Self.make(type, from: yaml, at: premises) {
                    members.append(member)
                }
            } catch let fault as SettingsFault {
                problems.append("connectors.\(type.name): \(fault)")
            }
        }
        guard problems.isEmpty else {
            throw SettingsError(file: sections.file, problems: problems)
        }
        self.members = members
    }

    private static func make<C: Connector>(
        _ type: C.Type, from yaml: String, at premises: Premises
    ) throws -> Member? {
        let section = try ConnectorSection<C>(yaml)
        guard section.isEnabled, let settings = section.settings else { return nil }
        let connector = try C(settings, at: premises)
        return Member(connector, lanes: try section.lanes(of: connector))
    }

    public subscript(name: String) -> Member? { members.first { $0.name == name } }
}
