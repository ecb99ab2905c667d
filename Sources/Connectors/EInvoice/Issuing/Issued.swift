import Foundation
import Hospital

/// What the platform says of a bill that it has: the numbers to keep.
struct Issued: Hashable, Sendable {
    let numbers: Bill.Numbers
    let createdTime: String?
    /// A PNG in Base64.
    let qrCode: String?
    let picture: String?
    let publicPicture: String?
    let voucherBatch: String?
    let voucherNumber: String?
    let voucherRandom: String?

    /// Nil where the message is not that of an issued bill.
    init?(_ message: JSON) {
        guard
            let batch = message.text("billBatchCode"), let number = message.text("billNo"),
            let random = message.text("random")
        else { return nil }
        numbers = Bill.Numbers(batch: batch, number: number, random: random)
        createdTime = message.text("createTime")
        qrCode = message.text("billQRCode")
        picture = message.text("pictureUrl")
        publicPicture = message.text("pictureNetUrl")
        voucherBatch = message.text("voucherBatchCode")
        voucherNumber = message.text("voucherNo")
        voucherRandom = message.text("voucherRandom")
    }
}

/// What the platform says of a reversal: the red bill's numbers.
struct Reversed: Hashable, Sendable {
    let batch: String?
    let number: String
    let random: String?

    /// Nil where the message is not that of a reversal.
    init?(_ message: JSON) {
        guard let number = message.text("eScarletBillNo") else { return nil }
        self.number = number
        batch = message.text("eScarletBillBatchCode")
        random = message.text("eScarletRandom")
    }
}

/// What the platform says of a bill's state (getEBillStatesByBillInfo).
struct BillStanding: Hashable, Sendable {
    let isReversed: Bool
    /// The blank it is exchanged to, while that is valid.
    let paper: Bill.Paper?
    let red: Reversed?

    /// Nil where the message is not about the bill `numbers`.
    init?(_ message: JSON, of numbers: Bill.Numbers) {
        guard
            message.text("billBatchCode") == numbers.batch,
            message.text("billNo") == numbers.number, let state = message.text("state")
        else { return nil }
        isReversed = state == "2" || message.text("isScarlet") == "1"
        if message.text("isPrtPaper") == "1", let batch = message.text("pBillBatchCode"),
            let number = message.text("pBillNo")
        {
            paper = Bill.Paper(batch: batch, number: number)
        } else {
            paper = nil
        }
        red = message.text("scarletBillNo").map {
            Reversed(
                batch: message.text("scarletBillBatchCode"), number: $0,
                random: message.text("scarletRandom"))
        }
    }
}

extension Reversed {
    init(batch: String?, number: String, random: String?) {
        self.batch = batch
        self.number = number
        self.random = random
    }
}
