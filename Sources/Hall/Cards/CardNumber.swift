import Lab

/// A card's number as it is looked up, whatever way it came in.
public struct CardNumber: Hashable, Sendable {
    /// At most this many characters.
    public static let longest = 64

    public let key: String

    /// Cleans what a reader sent or a person typed.
    ///
    /// White space around it goes, full-width characters become ASCII, of a magnetic track 2
    /// (`;number=…?`) the number stays, and the letters of ID numbers are capitals.
    public init(_ text: some StringProtocol) throws(Problem) {
        let scalars = text.unicodeScalars
        // Padding and a magnetic track around the number are allowed for, a book is not.
        guard scalars.count <= 4 * Self.longest else { throw .tooLong(scalars.count) }
        let plain = String(String.UnicodeScalarView(scalars.map(\.halfWidth)))
        let number = Self.track2Number(plain.trimmed).trimmed
        guard !number.isEmpty else { throw .empty }
        guard number.unicodeScalars.allSatisfy(\.isPrintable) else { throw .controlCharacter }
        guard number.unicodeScalars.count <= Self.longest else {
            throw .tooLong(number.unicodeScalars.count)
        }
        key = IDNumber.hasShape(number.uppercased()) ? number.uppercased() : String(number)
    }

    /// The first two and last two characters, as logs may show it.
    public static func masked(_ key: some StringProtocol) -> String {
        key.count < 8 ? "…" : "\(key.prefix(2))…\(key.suffix(2))"
    }

    /// The number before `=` of a magnetic track 2, with or without track 1 before it.
    private static func track2Number(_ text: Substring) -> Substring {
        var rest = text
        if rest.hasPrefix("%"), let end = rest.firstIndex(of: "?") {
            rest = rest[rest.index(after: end)...]
        }
        guard rest.hasPrefix(";") else { return text }
        return rest.dropFirst().prefix { $0 != "=" && $0 != "?" }
    }
}

extension CardNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { Self.masked(key) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}

extension CardNumber {
    /// Why a text is no card number.
    public enum Problem: Error, Hashable, Sendable {
        case empty
        case tooLong(Int)
        case controlCharacter

        public var words: Words {
            switch self {
            case .empty:
                Words("没有读到卡号，请再刷一次", "No card number was read. Please swipe again.")
            case .tooLong(let count):
                Words(
                    "卡号过长（\(count) 个字符，最多 \(longest) 个），请确认是就诊卡或身份证",
                    "The card number is too long (\(count) characters, at most \(longest)). "
                        + "Please use a patient card or ID card.")
            case .controlCharacter:
                Words(
                    "卡号含有无法识别的字符，请再刷一次",
                    "The card number holds unreadable characters. Please swipe again.")
            }
        }
    }
}

extension StringProtocol {
    /// Without white space, line ends and NUL at either side.
    fileprivate var trimmed: SubSequence {
        func isPadding(_ c: Character) -> Bool { c.isWhitespace || c == "\0" }
        guard let first = firstIndex(where: { !isPadding($0) }),
            let last = lastIndex(where: { !isPadding($0) })
        else { return self[endIndex...] }
        return self[first...last]
    }
}

extension Unicode.Scalar {
    /// ０–９, Ａ–Ｚ, ＝ and the wide space as their ASCII selves; all else as it is.
    fileprivate var halfWidth: Unicode.Scalar {
        switch value {
        case 0x3000: " "
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        default: self
        }
    }

    /// Whether it is a character one can see, or a space.
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}
