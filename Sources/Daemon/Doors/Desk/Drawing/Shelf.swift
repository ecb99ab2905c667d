import Foundation
import Hospital
import Mustache

/// All templates and texts of one reading of the folder.
struct Shelf: Sendable {
    let library: MustacheLibrary
    /// What they are called; the shared parts by their bare names too.
    let names: Set<String>
    /// By folder, the house's own under the empty name: a text in two languages for each word.
    let words: [String: [String: JSON]]
    /// Why a file cannot be used, by its name without the ending.
    let faults: [String: String]
    /// Changes when a file does.
    let mark: String

    init(reading folder: URL) {
        var library = MustacheLibrary()
        var names: Set<String> = []
        var words: [String: [String: JSON]] = [:]
        var faults: [String: String] = [:]
        mark = Self.mark(of: folder)
        for path in Self.paths(in: folder) {
            let file = folder.appending(path: path)
            let name = String(path.prefix { $0 != "." })
            do {
                if path.hasSuffix(".mustache") {
                    let template = try MustacheTemplate(
                        string: String(contentsOf: file, encoding: .utf8))
                    for name in Set([name, name.replacing(/^parts\//, with: "")]) {
                        library.register(template, named: name)
                        names.insert(name)
                    }
                } else {
                    let place = path == "words.json" ? "" : String(path.dropLast(11))
                    words[place] = try Self.words(in: file)
                }
            } catch let error as MustacheTemplate.ParserError {
                faults[name] =
                    "line \(error.context.lineNumber): \(error.error); \(error.context.line)"
            } catch {
                faults[name] = "\(error)"
            }
        }
        self.library = library
        self.names = names
        self.words = words
        self.faults = faults
    }

    /// The files that matter, by their path inside `folder`.
    static func paths(in folder: URL) -> [String] {
        let all = FileManager.default.enumerator(atPath: folder.path)
        return (all?.compactMap { $0 as? String } ?? [])
            .filter {
                $0.hasSuffix(".mustache") || $0 == "words.json" || $0.hasSuffix("/words.json")
            }
            .sorted()
    }

    static func mark(of folder: URL) -> String {
        paths(in: folder).map { path in
            let facts = try? FileManager.default.attributesOfItem(
                atPath: folder.appending(path: path).path)
            let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(path) \(changed) \(facts?[.size] ?? 0)"
        }.joined(separator: "\n")
    }

    /// `"word": ["中文", "English"]`, as members that a page shows in its reader's language.
    private static func words(in file: URL) throws -> [String: JSON] {
        let pairs = try JSONDecoder().decode(
            [String: [String]].self, from: Data(contentsOf: file))
        return try pairs.mapValues { pair in
            guard pair.count == 2 else {
                throw Templates.Fault(description: "a word needs its Chinese and its English")
            }
            return ["zh": .string(pair[0]), "en": .string(pair[1])]
        }
    }
}
