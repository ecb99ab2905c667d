import Lab

/// Why an ID card or its number is not believed; never holds what the card says.
public enum IDProblem: Error, Hashable, Sendable {
    /// The text block has this many bytes instead of 256.
    case length(Int)
    /// None of the four kinds of card.
    case unknownCard
    case text(String)
    case shape
    case check
    case date(String)
    /// The number says something else than the field.
    case disagrees(String)
    case unknownCountry
    case chineseNationality
    case bornInFuture
}

extension IDProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .length(let count): "cannot read the ID text block: \(count) bytes instead of 256"
        case .unknownCard: "cannot read the ID card: unknown kind of card"
        case .text(let field): "cannot read the ID card: \(field) is not text"
        case .shape: "ID number refused: wrong shape for this kind of card"
        case .check: "ID number refused: the check character is wrong"
        case .date(let field): "ID card refused: the date in \(field) is impossible"
        case .disagrees(let field): "ID card refused: number and \(field) disagree"
        case .unknownCountry: "ID card refused: unknown country"
        case .chineseNationality: "ID card refused: a foreigner's card with Chinese nationality"
        case .bornInFuture: "ID card refused: born in the future"
        }
    }

    /// For the patient.
    public var words: Words {
        switch self {
        case .length, .text:
            Words("证件没有读完整，请拿起后重新放置", "The card was not read fully. Lift it and lay it again.")
        case .unknownCard:
            Words(
                "不支持这种证件，请使用身份证、居住证、永居证或就诊卡",
                "This kind of card is not supported. Please use an ID card or a patient card.")
        case .shape, .check:
            Words("证件号码有误，请核对后重试", "The ID number is wrong. Please check it and try again.")
        case .date, .disagrees, .unknownCountry, .chineseNationality, .bornInFuture:
            Words(
                "证件内容前后不符，请拿起后重新放置，仍不行请到服务台",
                "The card contradicts itself. Lay it again, or ask at the service desk.")
        }
    }
}
