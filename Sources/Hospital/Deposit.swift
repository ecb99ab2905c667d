/// Money paid in advance of a stay (预交金).
public struct Deposit: Codable, Hashable, Sendable, Identifiable {
    public let id: String
    public let stay: String
    public let patient: String
    public let amount: Money
    /// What the stay has left in deposits after it, as the HIS counts.
    public let balance: Money?
    public let department: Coding?
    /// They add up to the amount where they are told.
    public let payments: [Payment]
    public let counter: Counter

    init(_ data: Members) throws(HISEvent.Malformed) {
        id = try data.text("deposit")
        stay = try data.text("stay")
        patient = try data.text("patient")
        amount = try data.money("amount")
        balance = try data.optionalMoney("balance")
        department = try data.coding("department")
        payments = try Payment.all(in: data)
        if !payments.isEmpty {
            try data.check(payments.map(\.amount), in: "payments", addUpTo: amount, as: "amount")
        }
        counter = try Counter(data, cashier: "cashier")
    }
}

extension Deposit: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "deposit \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A deposit given back, whole or in part.
public struct DepositRefund: Codable, Hashable, Sendable, Identifiable {
    /// The number of the refund.
    public let id: String
    public let deposit: String
    public let stay: String
    public let patient: String
    public let amount: Money
    /// What the stay has left in deposits after it, as the HIS counts.
    public let balance: Money?
    /// Whether the receipt was wrong, so that all that was left of the deposit is void.
    public let isCancellation: Bool
    public let reason: String?
    public let counter: Counter

    init(_ data: Members) throws(HISEvent.Malformed) {
        id = try data.text("refund")
        deposit = try data.text("deposit")
        stay = try data.text("stay")
        patient = try data.text("patient")
        amount = try data.money("amount")
        balance = try data.optionalMoney("balance")
        isCancellation = try data.flag("cancelled") ?? false
        reason = try data.optionalText("reason", atMost: Bounds.words)
        counter = try Counter(data, cashier: "operator")
    }
}

extension DepositRefund: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "refund \(id) of deposit \(deposit)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
