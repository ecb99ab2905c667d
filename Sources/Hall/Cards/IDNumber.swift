/// A number of an identity document, proven by shape, date and check digit.
public struct IDNumber: Hashable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case resident
        /// Residence permit of people from Hong Kong, Macau and Taiwan.
        case hkMacauTaiwan
        /// Foreign permanent resident, card of 2017: three letters and twelve digits.
        case foreignPR2017
        /// Foreign permanent resident, card of 2023: eighteen characters from 9.
        case foreignPR2023
    }

    public let text: String
    public let kind: Kind

    /// Reads a number as a card writes it, or as a person types it (small letters are taken).
    public init(_ typed: some StringProtocol) throws(IDProblem) {
        text = typed.uppercased()
        switch (text.count, text.first) {
        case (15, _):
            kind = .foreignPR2017
            try Self.checkOld(text)
        case (18, "9"):
            kind = .foreignPR2023
            try Self.checkEighteen(text)
            guard let country = Country(numeric: text.slice(3, 3)) else {
                throw .unknownCountry
            }
            guard !country.isChina else { throw .chineseNationality }
        default:
            let permit = ["810000", "820000", "830000"].contains(text.slice(0, 6))
            kind = permit ? .hkMacauTaiwan : .resident
            try Self.checkEighteen(text)
        }
    }

    /// The birth date it holds; nil for the old foreigner's number, which has no century.
    public var birth: CivilDate? {
        kind == .foreignPR2017 ? nil : CivilDate(digits: text.slice(6, 8))
    }

    /// Birth as `yyMMdd`.
    var shortBirth: String { kind == .foreignPR2017 ? text.slice(7, 6) : text.slice(8, 6) }

    /// Whether the 17th digit says male; nil where the number does not tell.
    var saysMale: Bool? {
        kind == .foreignPR2017 ? nil : text.slice(16, 1).first?.wholeNumberValue.map { $0 % 2 == 1 }
    }

    /// The nationality inside a foreigner's number of 2023.
    public var country: Country? {
        kind == .foreignPR2023 ? Country(numeric: text.slice(3, 3)) : nil
    }

    /// The fifteen-character number its holder had before, from the card's related item.
    ///
    /// - Parameter related: Old city code (two digits) and old sequence (one digit). Blank on a
    ///   first card, which gives nil.
    public func oldNumber(related: String) -> String? {
        guard let country, related.count == 3, related.allSatisfy(\.isASCIIDigit) else {
            return nil
        }
        let body =
            country.alpha3 + text.slice(1, 2) + related.prefix(2) + shortBirth + related.suffix(1)
        return Self.oldCheck(body).map { body + "\($0)" }
    }

    /// Whether capitals are right for this text, which may still fail its check.
    static func hasShape(_ text: String) -> Bool {
        switch text.count {
        case 18: text.dropLast().allSatisfy(\.isASCIIDigit) && text.last == "X"
        case 15: isOldShape(text)
        default: false
        }
    }
}

extension IDNumber {
    /// GB 11643: ISO 7064 MOD 11-2 over the first 17 digits.
    static func mod11Check(_ body: some StringProtocol) -> Character? {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        guard body.count == 17, body.allSatisfy(\.isASCIIDigit) else { return nil }
        let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return Array("10X98765432")[sum % 11]
    }

    /// ICAO 9303: weights 7, 3, 1 over the first 14 characters, A = 10 … Z = 35.
    static func oldCheck(_ body: some StringProtocol) -> Int? {
        guard body.count == 14 else { return nil }
        var sum = 0
        for (character, weight) in zip(body, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3]) {
            guard character.isASCII, let value = character.asBase36 else { return nil }
            sum += value * weight
        }
        return sum % 10
    }

    private static func checkEighteen(_ text: String) throws(IDProblem) {
        guard text.count == 18, let check = mod11Check(text.dropLast()),
            text.last == "X" || text.last?.isASCIIDigit == true
        else { throw .shape }
        guard text.last == check else { throw .check }
        guard CivilDate(digits: text.slice(6, 8)) != nil else { throw .date("number") }
    }

    private static func isOldShape(_ text: String) -> Bool {
        text.count == 15 && text.prefix(3).allSatisfy { $0.isASCII && "A"..."Z" ~= $0 }
            && text.dropFirst(3).allSatisfy(\.isASCIIDigit)
    }

    private static func checkOld(_ text: String) throws(IDProblem) {
        guard isOldShape(text) else { throw .shape }
        guard oldCheck(text.dropLast()) == text.last?.wholeNumberValue else { throw .check }
        // Either century will do: 2000 and 1900 differ only in 29 February.
        guard CivilDate(digits: "20" + text.slice(7, 6)) != nil else { throw .date("number") }
    }
}

/// An ID number is never spelled out in a log.
extension IDNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(kind.rawValue) \(CardNumber.masked(text))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}

extension Character {
    /// A digit without combining marks: `"1\u{301}"` sorts between 1 and 2 but is neither.
    var isASCIIDigit: Bool { isASCII && "0"..."9" ~= self }

    fileprivate var asBase36: Int? { Int(String(self), radix: 36) }
}

extension String {
    /// `length` characters from `start`; fewer where it ends before.
    func slice(_ start: Int, _ length: Int) -> String {
        String(dropFirst(start).prefix(length))
    }
}
