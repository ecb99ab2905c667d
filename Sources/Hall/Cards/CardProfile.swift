import Lab

/// Where in a read the number is, as the reader's settings say.
struct CardProfile {
    private let settings: ReaderSettings
    private let pattern: Regex<AnyRegexOutput>?
    private let accepts: Regex<AnyRegexOutput>?

    init(_ settings: ReaderSettings) throws {
        self.settings = settings
        pattern = try settings.pattern.map { try Regex($0) }
        accepts = try settings.accepts.map { try Regex($0) }
    }

    /// The number to look up.
    func number(in line: [UInt8]) throws(CardMisread) -> CardNumber {
        guard var text = String(validating: line, as: UTF8.self)?[...] else {
            throw CardMisread(words: CardNumber.Problem.controlCharacter.words)
        }
        text = text.without(prefix: settings.prefix, suffix: settings.suffix)
        if let found = try? pattern?.firstMatch(in: text), found.output.count > 1,
            let number = found.output[1].substring
        {
            text = number
        }
        let number: CardNumber
        do {
            number = try CardNumber(text)
        } catch {
            throw CardMisread(words: error.words)
        }
        if let accepts, (try? accepts.wholeMatch(in: number.key)) == nil {
            throw CardMisread(words: Self.otherCard)
        }
        guard settings.check.proves(number.key) else {
            throw CardMisread(words: Self.wrongDigit)
        }
        return number
    }

    private static let otherCard = Words(
        "这里不能用这种卡，请使用就诊卡", "This kind of card cannot be used here. Please use a patient card.")
    private static let wrongDigit = Words(
        "卡号校验不符，请再刷一次", "The card number's check digit is wrong. Please swipe again.")
}

/// What to tell a patient whose card gave no number.
struct CardMisread: Error {
    let words: Words
}

extension ReaderSettings.Check {
    /// Whether the last character is what the others ask for.
    func proves(_ number: String) -> Bool {
        switch self {
        case .none: true
        case .luhn: Self.luhn(number)
        case .mod11: number.count == 18 && IDNumber.mod11Check(number.dropLast()) == number.last
        }
    }

    private static func luhn(_ number: String) -> Bool {
        guard number.count > 1, number.allSatisfy(\.isASCIIDigit) else { return false }
        let digits = number.reversed().map { $0.wholeNumberValue ?? 0 }
        let sum = digits.enumerated().reduce(0) { sum, next in
            let doubled = next.offset % 2 == 1 ? next.element * 2 : next.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0
    }
}

extension Substring {
    fileprivate func without(prefix: String, suffix: String) -> Substring {
        var rest = self
        if !prefix.isEmpty, rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
        if !suffix.isEmpty, rest.hasSuffix(suffix) { rest = rest.dropLast(suffix.count) }
        return rest
    }
}
