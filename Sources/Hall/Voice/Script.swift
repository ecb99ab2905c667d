import Foundation

/// A sentence cut into what is read alike: names, Chinese, latin words, numbers, stops.
enum Script {
    enum Run: Hashable {
        case name(String)
        case han(String)
        case latin(String)
        case digits(String)
        /// Milliseconds.
        case stop(Int)
    }

    /// Longer sentences are cut, since a loudspeaker that talks for minutes helps nobody.
    static let longest = 300

    /// - Parameter name: The patient's name, where the caller knows it.
    static func runs(of sentence: String, name: String?) -> [Run] {
        let text = cleaned(sentence)
        guard let span = span(ofName: name.map(cleaned), in: text) else { return plain(text[...]) }
        return plain(text[..<span.lowerBound]) + [.name(String(text[span]))]
            + plain(text[span.upperBound...])
    }

    /// Full-width letters made narrow; control characters, emoji and marks taken out.
    static func cleaned(_ text: String) -> String {
        let narrow = String(text.prefix(longest)).precomposedStringWithCompatibilityMapping
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: narrow.unicodeScalars.lazy.filter(\.isReadable))
        return String(String(kept).prefix(longest))
    }

    /// Letters of any alphabet as the English voice can say them: José, Андрей, さくら.
    static func ascii(_ text: String) -> String {
        if text.allSatisfy(\.isASCII) { return text }
        let latin = text.applyingTransform(.init("Any-Latin; Latin-ASCII"), reverse: false) ?? ""
        return latin.filter(\.isASCII)
    }

    /// Where the name stands: as told, or between 号 and 到 in a call.
    private static func span(ofName name: String?, in text: String) -> Range<String.Index>? {
        if let name, !name.isEmpty { return text.range(of: name) }
        // Two to twelve characters, as in 请A083号单晓明到3号窗口抽血.
        let call = /[0-9A-Z]号(?<name>\p{Han}[\p{Han}·]{1,11}?)(?:请?到)/
        guard let found = text.firstMatch(of: call) else { return nil }
        return found.output.name.startIndex..<found.output.name.endIndex
    }

    private static func plain(_ text: Substring) -> [Run] {
        var runs: [Run] = []
        for character in text {
            switch (Kind(character), runs.last) {
            case (.han, .han(let before)?): runs[runs.count - 1] = .han(before + [character])
            case (.han, _): runs.append(.han(String(character)))
            case (.digit, .digits(let before)?):
                runs[runs.count - 1] = .digits(before + [character])
            case (.digit, _): runs.append(.digits(String(character)))
            case (.latin, .latin(let before)?):
                runs[runs.count - 1] = .latin(before + [character])
            case (.latin, _): runs.append(.latin(String(character)))
            case (.comma, _): runs.append(.stop(Reading.Pause.comma))
            case (.full, _): runs.append(.stop(Reading.Pause.sentence))
            case (.space, .latin?), (.space, .digits?): runs.append(.stop(0))
            case (.space, _): continue
            }
        }
        return runs
    }

    private enum Kind {
        case han, digit, latin, comma, full, space

        init(_ character: Character) {
            if character.isHan {
                self = .han
            } else if "0"..."9" ~= character {
                self = .digit
            } else if character.isLetter || character == "'" {
                self = .latin
            } else if ",、;:".contains(character) {
                self = .comma
            } else if ".。!?\n…".contains(character) {
                self = .full
            } else {
                self = .space
            }
        }
    }
}

extension Unicode.Scalar {
    /// Not an emoji, a control character, a joiner or a mark that picks the form of a glyph.
    fileprivate var isReadable: Bool {
        switch properties.generalCategory {
        case .control: self == "\n"
        case .format, .surrogate, .privateUse, .unassigned, .enclosingMark: false
        default: !properties.isVariationSelector && !(properties.isEmoji && value > 0x2000)
        }
    }
}
