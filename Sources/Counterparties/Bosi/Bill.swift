import Foundation

/// The two numbers a bill, a voucher or a sheet of paper is known by.
struct SheetNumber: Codable, Hashable, Sendable {
    let batch: String
    let number: String
}

/// An electronic bill, blue or red.
struct Bill: Codable, Sendable {
    let number: SheetNumber
    /// 校验码, without which nobody sees its content.
    let random: String
    let appid: String
    let busNo: String
    let busType: String
    let payer: String
    let cardType: String
    let cardNo: String
    let placeCode: String
    /// Of a red bill too, what was given back, not negative.
    let fen: Int
    /// 17 digits, as the request said.
    let busDateTime: String
    /// 17 digits, the platform's own.
    let createTime: String
    let remark: String
    /// The request it was issued by, as it came.
    let content: String
    /// The bill that this one, being red, reverses.
    var reverses: SheetNumber?
    /// The red bill that made this one void.
    var reversedBy: SheetNumber?
    /// The valid paper it was exchanged to.
    var paper: SheetNumber?
    /// Whether it was ever exchanged.
    var wasExchanged = false
    /// Until then queries do not find it.
    var hiddenUntil: Date?
    /// How often the print component has printed it.
    var prints = 0

    var isRed: Bool { reverses != nil }

    /// What the bill is called, by its business type.
    var name: String {
        switch busType {
        case "01": "医疗住院收费票据（电子）"
        case "07": "医疗预交金收据（电子）"
        case "06": "医疗挂号收费票据（电子）"
        default: "医疗门诊收费票据（电子）"
        }
    }
}

/// A deposit voucher, whose amount refunds and discharge bills use up.
struct Voucher: Codable, Sendable {
    let number: SheetNumber
    let random: String
    let appid: String
    let bill: SheetNumber
    let fen: Int
    var refunds: [Part] = []
    /// By valid discharge bills.
    var uses: [Part] = []
    var isVoid = false

    /// So much of it went to `bill`.
    struct Part: Codable, Sendable {
        let bill: SheetNumber
        let fen: Int
        let remark: String
    }

    /// What is left of it, in fen.
    var remaining: Int {
        fen - (refunds + uses).reduce(0) { $0 + $1.fen }
    }

    /// `issued`, `consumed`, `refunded` or `voided`.
    var state: String {
        if isVoid { return "voided" }
        if !uses.isEmpty { return "consumed" }
        return remaining == 0 ? "refunded" : "issued"
    }
}

/// A sheet of numbered paper, used or spoiled.
struct Paper: Codable, Sendable {
    let number: SheetNumber
    let appid: String
    let placeCode: String
    /// The bill it was printed for; nil for a blank that was declared void.
    let bill: SheetNumber?
    var isValid: Bool
}
