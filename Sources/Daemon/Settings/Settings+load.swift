import Foundation
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
    public static func parse(_ text: String, named file: String) throws -> Settings {
        do {
            let asked = try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
            let standard = try YAMLEncoder().encode(Self.standard)
            let hall = try YAMLEncoder().encode(HallSettings.standard)
            guard let base = try Yams.compose(yaml: standard),
                let baseHall = try Yams.compose(yaml: hall)
            else { throw SettingsError(file: file, problems: ["it is empty"]) }
            let whole = asked.laid(over: base, halls: baseHall)
            let settings = try YAMLDecoder().decode(Settings.self, from: whole)
            guard let understood = try Yams.compose(yaml: YAMLEncoder().encode(settings)) else {
                throw SettingsError(file: file, problems: ["it is empty"])
            }
            let problems =
                asked.keys(missingFrom: understood).map {
                    "\($0) is not a setting; look for a misspelling"
                } + settings.problems
            guard problems.isEmpty else { throw SettingsError(file: file, problems: problems) }
            return settings
        } catch let error as DecodingError {
            throw SettingsError(file: file, problems: [error.sentence])
        } catch let error as YamlError {
            throw SettingsError(file: file, problems: ["it is not YAML: \(error)"])
        }
    }
}

extension Node {
    /// Lays these settings over the standard ones, mapping by mapping.
    fileprivate func laid(over base: Node, halls: Node) -> Node {
        guard case .mapping(let mine) = self, case .mapping(var result) = base else { return self }
        for (key, value) in mine {
            if key == "halls", case .sequence(let list) = value {
                result[key] = .sequence(
                    .init(list.map { $0.laid(over: halls, halls: halls) }, list.tag))
            } else if let old = result[key] {
                result[key] = value.laid(over: old, halls: halls)
            } else {
                result[key] = value
            }
        }
        return .mapping(result)
    }

    /// The keys given here that mean nothing to `understood`, with their path.
    fileprivate func keys(missingFrom understood: Node, at path: String = "") -> [String] {
        switch (self, understood) {
        case (.mapping(let mine), .mapping(let theirs)):
            mine.flatMap { key, value -> [String] in
                let name = key.string ?? "?"
                let here = path.isEmpty ? name : "\(path).\(name)"
                guard let other = theirs[key] else { return value.null == nil ? [here] : [] }
                return value.keys(missingFrom: other, at: here)
            }
        case (.sequence(let mine), .sequence(let theirs)):
            zip(mine, theirs).enumerated().flatMap { index, pair in
                pair.0.keys(missingFrom: pair.1, at: "\(path)[\(index)]")
            }
        default: []
        }
    }
}

extension DecodingError {
    /// Where in the file, and what was expected.
    fileprivate var sentence: String {
        func place(_ context: Context) -> String {
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
            return path.isEmpty ? "the file" : path.joined(separator: ".")
        }
        switch self {
        case .keyNotFound(let key, let context):
            return "\(place(context)) lacks \(key.stringValue)"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return "\(place(context)) is not a \(type): \(context.debugDescription)"
        case .dataCorrupted(let context):
            return "\(place(context)): \(context.debugDescription)"
        @unknown default: return "\(self)"
        }
    }
}
