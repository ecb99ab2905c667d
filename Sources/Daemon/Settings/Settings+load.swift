import Foundation
import Hub
import Lab
import Yams

/// A settings file that cannot be used, and what to do about it.
public struct SettingsError: Error, CustomStringConvertible {
    public let file: String
    public let problems: [String]

    public var description: String {
        "cannot use the settings in \(file):\n"
            + problems.map { "  - \($0)" }.joined(separator: "\n")
            + "\nCorrect the file and start again; `labqueue check` says whether it is right."
    }
}

extension Settings {
    /// Reads `file`; what it leaves out is as in `standard`.
    public static func load(from file: URL) throws -> Settings {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw SettingsError(
                file: file.path,
                problems: [
                    "there is no such file; copy settings.sample.yaml there, name another with "
                        + "--settings, or try --demo"
                ])
        }
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw SettingsError(
                file: file.path, problems: ["it cannot be read: \(error.localizedDescription)"])
        }
        return try parse(text, named: file.path)
    }

    /// The settings that `text`, in YAML, asks for.
    /// - Parameter roster: The connectors whose sections it may hold.
    public static func parse(
        _ text: String, named file: String, roster: [any Connector.Type] = Roster.all
    ) throws -> Settings {
        do {
            var asked = try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
            let sections = try ConnectorSections(asked["connectors"], in: file)
            asked = asked.without("connectors")
            let standard = try YAMLEncoder().encode(Self.standard)
            let hall = try YAMLEncoder().encode(HallSettings.standard)
            guard let base = try Yams.compose(yaml: standard),
                let baseHall = try Yams.compose(yaml: hall)
            else { throw SettingsError(file: file, problems: ["it is empty"]) }
            let whole = asked.laid(over: base, halls: baseHall)
            var settings = try YAMLDecoder().decode(Settings.self, from: whole)
            settings.connectors = sections
            guard let understood = try Yams.compose(yaml: YAMLEncoder().encode(settings)) else {
                throw SettingsError(file: file, problems: ["it is empty"])
            }
            let problems =
                asked.keys(missingFrom: understood).map {
                    "\($0) is not a setting; look for a misspelling"
                } + settings.problems + sections.problems(for: roster)
            guard problems.isEmpty else { throw SettingsError(file: file, problems: problems) }
            return settings
        } catch let error as DecodingError {
            throw SettingsError(file: file, problems: [error.sentence()])
        } catch let error as YamlError {
            throw SettingsError(file: file, problems: ["it is not YAML: \(error)"])
        }
    }
}

extension Node {
    /// Lays these settings over the standard ones, mapping by mapping; each hall over the
    /// standard hall.
    fileprivate func laid(over base: Node, halls: Node) -> Node {
        guard case .mapping(var mine) = self, case .sequence(let list)? = mine["halls"] else {
            return laid(over: base)
        }
        mine["halls"] = .sequence(.init(list.map { $0.laid(over: halls) }, list.tag))
        return Node.mapping(mine).laid(over: base)
    }
}
