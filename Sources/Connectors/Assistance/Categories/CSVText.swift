/// Lists as spreadsheets write them: commas or tabs, quotes where a field needs them (RFC 4180).
///
/// SwiftCSV reads them, too, but does not tell the line where something is wrong.
struct CSVText {
    /// One line of a list that is not blank.
    struct Line: Hashable, Sendable {
        /// Of its first character in the text, counted from 1.
        let number: Int
        let fields: [String]
    }

    /// A quote that is never closed.
    struct Unclosed: Error, Hashable, Sendable {
        let line: Int
    }

    static func read(_ text: String) throws(Unclosed) -> [Line] {
        var text = text[...]
        if text.first == "\u{FEFF}" { text.removeFirst() }
        // What is pasted from a spreadsheet has tabs, a list of the insurer commas.
        let isPasted = text.prefix { !$0.isNewline }.contains("\t")
        var reader = CSVText(separator: isPasted ? "\t" : ",")
        for character in text { reader.take(character) }
        if let line = reader.quotedSince { throw Unclosed(line: line) }
        reader.endLine()
        return reader.lines
    }

    private let separator: Character
    private var lines: [Line] = []
    private var fields: [String] = []
    private var field = ""
    private var number = 1
    private var start = 1
    /// The line where the open quote is.
    private var quotedSince: Int?
    private var isAfterQuote = false

    private init(separator: Character) { self.separator = separator }

    private mutating func take(_ character: Character) {
        defer { if character.isNewline { number += 1 } }
        switch character {
        case "\"" where quotedSince != nil:
            quotedSince = nil
            isAfterQuote = true
        case _ where quotedSince != nil: field.append(character)
        // Two quotes within quotes are one.
        case "\"" where isAfterQuote:
            field.append(character)
            quotedSince = number
            isAfterQuote = false
        case "\"" where field.isEmpty: quotedSince = number
        case separator: endField()
        case _ where character.isNewline:
            endLine()
            start = number + 1
        default:
            field.append(character)
            isAfterQuote = false
        }
    }

    private mutating func endField() {
        fields.append(field)
        field = ""
        isAfterQuote = false
    }

    private mutating func endLine() {
        endField()
        if fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
            lines.append(Line(number: start, fields: fields))
        }
        fields = []
    }
}
