/// The bill of a stay, settled when the patient leaves, with what it used of the deposits.
public struct DischargeSettlement: Codable, Hashable, Sendable {
    /// What was taken of one deposit.
    public struct Used: Codable, Hashable, Sendable {
        public let deposit: String
        public let amount: Money
    }

    public let settlement: Settlement
    public let stay: String
    /// The inpatient number (住院号).
    public let inpatientNumber: String?
    /// As `yyyy-MM-dd`.
    public let admittedOn: String?
    /// As `yyyy-MM-dd`.
    public let dischargedOn: String?
    /// How many days are charged.
    public let days: Int?
    public let admittedTo: Coding?
    public let dischargedFrom: Coding?
    public let bed: String?
    public let deposits: [Used]

    init(_ data: Members) throws(HISEvent.Malformed) {
        settlement = try Settlement(data)
        stay = try data.text("stay")
        inpatientNumber = try data.optionalText("inpatientNumber")
        admittedOn = try data.optionalDay("admittedOn")
        dischargedOn = try data.optionalDay("dischargedOn")
        days = try data.optionalInteger("days", in: 0...36_600)
        admittedTo = try data.coding("admittedTo")
        dischargedFrom = try data.coding("dischargedFrom")
        bed = try data.optionalText("bed")
        deposits = try data.objects("deposits", atMost: Bounds.items)
            .map { used throws(HISEvent.Malformed) in
                Used(deposit: try used.text("deposit"), amount: try used.money("amount"))
            }
    }
}

extension DischargeSettlement: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "\(settlement) of stay \(stay)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
