/// A bill that was settled: what was charged, how it was paid, and what the insurance bore.
///
/// The charges and the payments each add up to the total, which may be 0.
public struct Settlement: Codable, Hashable, Sendable, Identifiable {
    /// Unique in the hospital.
    public let id: String
    public let patient: String
    public let visit: String?
    /// Where the patient lies in the hospital.
    public let stay: String?
    public let department: Coding?
    public let counter: Counter
    public let total: Money
    public let charges: [Charge]
    public let items: [Item]
    public let payments: [Payment]
    public let insurance: Insurance?
    /// The settlement that this one takes the place of after a partial refund.
    public let replaces: String?

    /// Reads a charge sheet, which may have more members than these.
    public init(_ data: Members) throws(HISEvent.Malformed) {
        id = try data.text("settlement")
        patient = try data.text("patient")
        visit = try data.optionalText("visit")
        stay = try data.optionalText("stay")
        department = try data.coding("department")
        counter = try Counter(data, cashier: "cashier")
        total = try data.money("total")
        charges = try data.objects("charges", atMost: Bounds.charges)
            .map { charge throws(HISEvent.Malformed) in try Charge(charge) }
        try data.check(charges.map(\.amount), in: "charges", addUpTo: total, as: "total")
        items = try data.objects("items", atMost: Bounds.charges)
            .map { item throws(HISEvent.Malformed) in try Item(item) }
        payments = try Payment.all(in: data)
        try data.check(payments.map(\.amount), in: "payments", addUpTo: total, as: "total")
        insurance = try Insurance(optional: data.optionalMembers("insurance"))
        replaces = try data.optionalText("replaces")
    }
}

/// A bill says more of a patient than a log may.
extension Settlement: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "settlement \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
