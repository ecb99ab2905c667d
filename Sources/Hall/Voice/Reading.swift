/// What is to be heard of a sentence, in order.
public struct Reading: Hashable, Sendable {
    public enum Part: Hashable, Sendable {
        /// For eSpeak NG.
        case spoken(String, Tongue)
        /// A recording in `Sounds/`, by the word it says.
        case clip(String, Language)
        /// Milliseconds of silence.
        case pause(Int)
    }

    /// A voice of eSpeak NG and what it is fed.
    public enum Tongue: String, Hashable, Sendable {
        /// Pinyin with tone numbers. Never characters: Debian's dictionary spells most in English.
        case pinyin = "cmn-latn-pinyin"
        case english = "en"
        /// Chinese characters, which Debian's Cantonese dictionary does have.
        case cantonese = "yue"
        /// For readings from the lexicon.
        case jyutping = "yue-latn-jyutping"
    }

    public internal(set) var parts: [Part] = []
    /// How many characters nobody could read, which are left out.
    public internal(set) var unread = 0

    /// Milliseconds.
    enum Pause {
        /// Around a name, so that it stands out.
        static let breath = 120
        static let comma = 250
        static let sentence = 550
    }

    mutating func say(_ text: String, _ tongue: Tongue) {
        guard !text.isEmpty else { return }
        if case .spoken(let before, tongue) = parts.last {
            parts[parts.count - 1] = .spoken("\(before) \(text)", tongue)
        } else {
            parts.append(.spoken(text, tongue))
        }
    }

    /// Two pauses in a row are the longer one; none begins a sentence.
    mutating func rest(_ milliseconds: Int) {
        if case .pause(let before) = parts.last {
            parts[parts.count - 1] = .pause(max(before, milliseconds))
        } else if !parts.isEmpty {
            parts.append(.pause(milliseconds))
        }
    }

    mutating func finish() {
        if case .pause = parts.last { parts.removeLast() }
    }

    /// The readings alone, such as `qing3 ei1 ling2`, pauses as commas.
    public var text: String {
        parts.reduce(into: "") { line, part in
            switch part {
            case .spoken(let text, _): line += (line.isEmpty ? "" : " ") + text
            case .clip(let word, _): line += (line.isEmpty ? "" : " ") + "[\(word)]"
            case .pause: line += ","
            }
        }
    }
}
