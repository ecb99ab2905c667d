/// One way in which a part of an amount was paid.
public struct Payment: Codable, Hashable, Sendable {
    public enum Channel: String, Codable, Sendable, CaseIterable {
        case cash, wechat, alipay, bank, card, cheque, transfer
        /// The patient's own account with the insurance (个人账户).
        case insuranceAccount
        /// The insurance's pooled fund (统筹基金).
        case insuranceFund
        /// Taken from a deposit paid earlier.
        case deposit
        case other
    }

    public let channel: Channel
    public let amount: Money
    /// The number that the channel gave it.
    public let reference: String?

    init(_ payment: Members) throws(HISEvent.Malformed) {
        channel = try payment.word("channel", of: Channel.self)
        amount = try payment.money("amount")
        reference = try payment.optionalText("reference", atMost: Bounds.name)
    }

    static func all(in data: Members) throws(HISEvent.Malformed) -> [Payment] {
        try data.objects("payments", atMost: Bounds.items)
            .map { payment throws(HISEvent.Malformed) in try Payment(payment) }
    }
}
