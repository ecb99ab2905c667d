import Foundation

/// How words, names, letters and digits are read where the usual reading is wrong.
///
/// `Sounds/lexicon.tsv` explains the columns at its head.
public struct Lexicon: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case word, surname, given, name, letter, digit
    }

    struct Key: Hashable {
        let kind: Kind
        let language: Language
    }

    /// The readings of one kind in one language.
    struct Entries {
        var readings: [String: String] = [:]
        var longest = 0

        /// The longest entry that `text` begins with.
        func head(of text: Substring) -> (written: Substring, reading: String)? {
            guard longest > 0 else { return nil }
            for length in stride(from: longest, through: 1, by: -1) {
                let head = text.prefix(length)
                if head.count == length, let reading = readings[String(head)] {
                    return (head, reading)
                }
            }
            return nil
        }
    }

    private var entries: [Key: Entries] = [:]

    /// Knows nothing, so that everything is read as usual.
    public init() {}

    /// - Throws: ``Problem`` that names the line.
    public init(of text: String) throws(Problem) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard columns.count >= 4, !columns[2].isEmpty, !columns[3].isEmpty else {
                throw Problem(line: number + 1, what: "needs kind, language, written and reading")
            }
            guard let kind = Kind(rawValue: columns[0]) else {
                throw Problem(line: number + 1, what: "\(columns[0]) is no kind of entry")
            }
            guard let language = Language(rawValue: columns[1]) else {
                throw Problem(line: number + 1, what: "\(columns[1]) is not zh, en or yue")
            }
            guard Self.isReading(columns[3], in: language) else {
                throw Problem(
                    line: number + 1, what: "the reading is not one of language \(columns[1])")
            }
            let written = columns[2]
            var found = entries[Key(kind: kind, language: language)] ?? Entries()
            found.readings[written] = columns[3]
            found.longest = max(found.longest, written.count)
            entries[Key(kind: kind, language: language)] = found
        }
    }

    /// Chinese readings carry tone numbers; English ones are plain words.
    private static func isReading(_ text: String, in language: Language) -> Bool {
        text.split(separator: " ").allSatisfy { syllable in
            switch language {
            case .mandarin: Pinyin.isSyllable(syllable)
            case .cantonese:
                syllable.last.map { "123456".contains($0) } == true
                    && syllable.dropLast().allSatisfy { $0.isASCII && $0.isLowercase }
            case .english: syllable.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "'") }
            }
        }
    }

    func reading(of written: String, _ kind: Kind, in language: Language) -> String? {
        entries[Key(kind: kind, language: language)]?.readings[written]
    }

    /// The longest entry that `text` begins with.
    func head(
        of text: Substring, _ kind: Kind, in language: Language
    ) -> (written: Substring, reading: String)? {
        entries[Key(kind: kind, language: language)]?.head(of: text)
    }

    /// A line that cannot be understood.
    public struct Problem: Error, CustomStringConvertible {
        let line: Int
        let what: String

        public var description: String {
            "lexicon line \(line): \(what); see the head of lexicon.tsv"
        }
    }
}
