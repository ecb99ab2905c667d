import Foundation

/// A table as a file that spreadsheets open rightly: RFC 4180, UTF-8 with a mark.
enum CSV {
    static func bytes(_ rows: [[String]]) -> [UInt8] {
        let text = rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
        return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    }

    /// What a cell may not begin with, lest a spreadsheet runs it; wide forms too.
    private static let formula = Set<Unicode.Scalar>([
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ])

    static func cell(_ text: String) -> String {
        var text = text
        let begins = text.unicodeScalars.first { $0 != " " && $0 != "\u{3000}" && $0 != "\u{FEFF}" }
        if let begins, formula.contains(begins), !isNumber(text) { text = "'\(text)" }
        // Scalars, because a line break of two is one character.
        let needsQuotes = text.unicodeScalars.contains { ["\"", ",", "\r", "\n"].contains($0) }
        return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    /// An amount such as `-12.00` stays one.
    private static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /[+-]?[0-9]{1,15}(\.[0-9]{1,6})?/) != nil
    }
}
