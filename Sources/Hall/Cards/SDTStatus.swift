import Lab

/// The three status bytes of an ID-card reader's reply, and what to make of them.
struct SDTStatus: Hashable, Sendable {
    let code: UInt8
    /// The first two bytes are 0 in every reply that is known.
    let isKnown: Bool

    init(_ first: UInt8, _ second: UInt8, _ code: UInt8) {
        self.code = code
        isKnown = first == 0 && second == 0
    }

    static let done = SDTStatus(0, 0, 0x90)
    static let found = SDTStatus(0, 0, 0x9F)
    static let noCard = SDTStatus(0, 0, 0x80)

    /// Whose fault it is.
    enum Meaning: Equatable, Sendable {
        case good
        case noCard
        /// The card was not read; the patient can help.
        case card(Words)
        /// Our request did not arrive whole; ask again.
        case line(Words)
        /// The reader itself is broken; somebody must look at it.
        case reader(Words)
    }

    var meaning: Meaning {
        guard isKnown else { return .line(Self.unknown) }
        return switch code {
        case 0x90, 0x9F: .good
        case 0x80: .noCard
        case 0x10: .line(Words("读卡器收到的指令校验错", "The reader got a wrong checksum"))
        case 0x11: .line(Words("读卡器收到的指令长度错", "The reader got a wrong length"))
        case 0x21: .line(Words("读卡器不认识该指令", "The reader does not know the command"))
        case 0x24: .card(Self.layAgain("无法识别该证件", "The card was not recognised"))
        case 0x31: .card(Self.layAgain("证件拒绝了读卡器", "The card refused the reader"))
        case 0x32: .card(Self.layAgain("读卡器不接受该证件", "The reader refused the card"))
        case 0x33: .card(Self.layAgain("证件信息校验未通过", "The card's check failed"))
        case 0x40: .card(Self.layAgain("不是可识别的证件", "It is not a card this reader knows"))
        case 0x41: .card(Self.layAgain("读证件失败", "The card could not be read"))
        case 0x47: .card(Self.layAgain("证件应答有误", "The card answered wrongly"))
        case 0x60: .reader(Words("读卡器自检失败，请联系维护", "The reader failed its self-test"))
        case 0x66: .reader(Words("读卡器未授权，请联系维护", "The reader is not authorised"))
        case 0x81: .card(Self.layAgain("证件移开过早", "The card was taken away too early"))
        case 0x91: .card(Self.layAgain("证件没有该项内容", "The card has no such item"))
        default: .line(Self.unknown)
        }
    }

    private static let unknown = Words("读卡器应答无法识别", "The reader's answer is unknown")

    /// A card is found again only after it was lifted, so the patient is told to lift it.
    static func layAgain(_ zh: String, _ en: String) -> Words {
        Words("\(zh)，请拿起后重新放置", "\(en). Lift it and lay it again.")
    }
}
