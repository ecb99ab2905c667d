import Hospital

/// A deposit's voucher (预交金凭证), from which amounts may be given back.
struct Voucher: Hashable, Sendable {
    /// The business number of its bill.
    let bill: String
    let deposit: String
    /// Nil where the platform told only the bill's numbers, after an outcome nobody knew.
    let batch: String?
    let number: String?
    let amount: Money
    let remaining: Money

    /// What a bill of discharge took of it.
    struct Used: Hashable, Sendable {
        let batch: String
        let number: String
        let amount: Money

        var json: JSON {
            [
                "voucherBatchCode": .string(batch), "voucherNo": .string(number),
                "voucherAmt": .yuan(amount),
            ]
        }
    }
}
