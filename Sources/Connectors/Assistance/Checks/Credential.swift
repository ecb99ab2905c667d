import Foundation

/// What shows who an inpatient is (住院凭证), as a desk or the HIS gives it.
struct Credential: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        /// A resident's ID card.
        case resident
        /// A social security card.
        case card
        /// The insurer's electronic certificate; its number is a token that lives for minutes.
        case electronic
    }

    let kind: Kind
    let number: String
    /// 卡识别码 (card_sn), which a social security card needs.
    let cardNumber: String?

    /// By which a repeat is told from another; the number is not kept.
    var fingerprint: String {
        Insured.fingerprint("\(kind.rawValue)|\(number)|\(cardNumber ?? "")")
    }

    /// What of the number staff may see again.
    var ending: String { number.count >= 8 ? String(number.suffix(4)) : "" }
}

/// A credential is never spelled out in a log.
extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "a credential" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
