import Foundation

/// The character set of Chinese thermal printers.
enum GB18030 {
    /// The bytes of `text`; what the set lacks becomes a question mark.
    static func bytes(_ text: String) -> [UInt8] {
        if let data = text.data(using: encoding) { return Array(data) }
        return text.flatMap { character in
            String(character).data(using: encoding).map { Array($0) } ?? [UInt8(ascii: "?")]
        }
    }

    /// The text of `bytes`, or nil where they are not GB18030.
    static func text(_ bytes: [UInt8]) -> String? {
        String(data: Data(bytes), encoding: encoding)
    }

    /// How many printer columns `text` takes: one for ASCII, two for all else.
    static func columns(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    }

    /// Breaks `text` into lines of at most `columns`.
    ///
    /// Latin words stay whole where they fit; no line begins with closing punctuation.
    static func wrap(_ text: String, columns limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces(of: text) {
            let isClosing = piece.first.map { "，。；、：！？）》」,.;:!?)".contains($0) } ?? false
            let fits = columns(of: line) + columns(of: piece) <= limit
            // Closing punctuation takes the character before it along.
            if !fits, isClosing, line.count > 1 {
                let last = line.removeLast()
                lines.append(line.trimmingCharacters(in: .whitespaces))
                line = "\(last)\(piece)"
            } else if fits {
                line += piece
            } else {
                if !line.isEmpty { lines.append(line.trimmingCharacters(in: .whitespaces)) }
                line = piece == " " ? "" : piece
                while columns(of: line) > limit {
                    let head = line.prefix(max(1, limit))
                    lines.append(String(head))
                    line.removeFirst(head.count)
                }
            }
        }
        if !line.isEmpty { lines.append(line.trimmingCharacters(in: .whitespaces)) }
        return lines
    }

    /// Words of ASCII, and every other character by itself.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        for character in text {
            let joins = character.isASCII && character != " "
            if joins, let last = pieces.last?.last, last.isASCII, last != " " {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }

    /// Foundation's encoding for CoreFoundation's `kCFStringEncodingGB_18030_2000` (0x0632).
    private static let encoding = String.Encoding(rawValue: 0x8000_0632)
}
