import Lab

/// What an ID card says, after every check of it against itself.
public enum IDDocument: Hashable, Sendable {
    case resident(ResidentCard)
    case hkMacauTaiwan(ResidencePermit)
    case foreignPR2017(ForeignCard2017)
    case foreignPR2023(ForeignCard2023)
}

/// What all four kinds of card say.
public protocol IdentityCard: Hashable, Sendable {
    var idNumber: IDNumber { get }
    var sex: Person.Sex { get }
    var birth: CivilDate { get }
    var validFrom: CivilDate { get }
    /// Nil where it never expires.
    var validTo: CivilDate? { get }
    /// The name to use: Chinese where there is one, otherwise English.
    var usualName: String { get }
}

/// Resident ID card.
public struct ResidentCard: IdentityCard {
    public let name: String
    public let sex: Person.Sex
    /// 01–56, 97 or 98.
    public let ethnicity: String
    public let birth: CivilDate
    public let address: String
    public let idNumber: IDNumber
    public let authority: String
    public let validFrom: CivilDate
    public let validTo: CivilDate?
    public var usualName: String { name }
}

/// Residence permit of people from Hong Kong, Macau and Taiwan.
public struct ResidencePermit: IdentityCard {
    public let name: String
    public let sex: Person.Sex
    public let birth: CivilDate
    public let address: String
    public let idNumber: IDNumber
    public let authority: String
    public let validFrom: CivilDate
    public let validTo: CivilDate?
    /// Number of the travel permit.
    public let pass: String
    public let issueCount: String
    public var usualName: String { name }
}

/// Foreign permanent resident ID card, version of 2017.
public struct ForeignCard2017: IdentityCard {
    public let englishName: String
    public let sex: Person.Sex
    public let idNumber: IDNumber
    /// Three letters.
    public let nationality: String
    public let chineseName: String?
    public let validFrom: CivilDate
    public let validTo: CivilDate?
    public let birth: CivilDate
    public let version: String
    public let authority: String
    public var usualName: String { chineseName ?? englishName }
}

/// Foreign permanent resident ID card, version of 2023.
public struct ForeignCard2023: IdentityCard {
    public let chineseName: String?
    public let sex: Person.Sex
    public let reissueCount: String
    public let birth: CivilDate
    public let englishName: String
    public let idNumber: IDNumber
    public let validFrom: CivilDate
    public let validTo: CivilDate?
    /// Three letters.
    public let nationality: String
    /// Old city code and old sequence; may be empty.
    public let related: String
    public var usualName: String { chineseName ?? englishName }

    /// The number on the holder's card of 2017, under which an old file may lie.
    public var oldNumber: String? { idNumber.oldNumber(related: related) }
}

extension IDDocument {
    public var card: any IdentityCard {
        switch self {
        case .resident(let card): card
        case .hkMacauTaiwan(let card): card
        case .foreignPR2017(let card): card
        case .foreignPR2023(let card): card
        }
    }

    public var number: String { card.idNumber.text }
    public var kind: IDNumber.Kind { card.idNumber.kind }

    /// The number of the 2017 card of a holder of a 2023 card.
    public var oldNumber: String? {
        guard case .foreignPR2023(let card) = self else { return nil }
        return card.oldNumber
    }

    public enum Validity: Hashable, Sendable {
        case valid, notYet, expired
    }

    /// Whether the card counts on this day; one that does not may still be looked up.
    public func validity(on today: CivilDate) -> Validity {
        if today < card.validFrom { return .notYet }
        if let last = card.validTo, last < today { return .expired }
        return .valid
    }
}

/// A person's card is never spelled out in a log.
extension IDDocument: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { card.idNumber.description }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}

extension IdentityCard {
    public var description: String { idNumber.description }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}
extension ResidentCard: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}
extension ResidencePermit: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{}
extension ForeignCard2017: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{}
extension ForeignCard2023: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{}
