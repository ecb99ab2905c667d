/// A settlement taken back, whole or in part: of a visit, or of a stay after discharge.
public struct Reversal: Codable, Hashable, Sendable {
    /// The one that no longer counts.
    public let settlement: String
    public let patient: String
    public let visit: String?
    public let stay: String?
    public let reason: String?
    public let counter: Counter
    /// What stays after a partial refund, under a number of its own.
    public let remaining: Settlement?

    init(_ data: Members) throws(HISEvent.Malformed) {
        settlement = try data.text("settlement")
        patient = try data.text("patient")
        visit = try data.optionalText("visit")
        stay = try data.optionalText("stay")
        reason = try data.optionalText("reason", atMost: Bounds.words)
        counter = try Counter(data, cashier: "operator")
        guard let rest = try data.optionalMembers("remaining") else {
            remaining = nil
            return
        }
        let remaining = try Settlement(rest)
        if remaining.id == settlement {
            throw rest.fail("settlement", .mustDiffer(from: data.place("settlement")))
        }
        if let replaced = remaining.replaces, replaced != settlement {
            throw rest.fail("replaces", .mustEqual(data.place("settlement")))
        }
        if remaining.patient != patient {
            throw rest.fail("patient", .mustEqual(data.place("patient")))
        }
        self.remaining = remaining
    }
}

extension Reversal: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "reversal of settlement \(settlement)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
