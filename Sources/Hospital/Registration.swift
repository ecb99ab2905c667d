/// A registration (挂号) with the bill that was paid for it.
public struct Registration: Codable, Hashable, Sendable, Identifiable {
    public let id: String
    public let settlement: Settlement

    init(_ data: Members) throws(HISEvent.Malformed) {
        id = try data.text("registration")
        settlement = try Settlement(data)
    }
}

extension Registration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "registration \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A registration given back for its money.
public struct RegistrationRefund: Codable, Hashable, Sendable {
    public let registration: String
    /// The one that no longer counts.
    public let settlement: String
    public let patient: String
    public let reason: String?
    public let counter: Counter

    init(_ data: Members) throws(HISEvent.Malformed) {
        registration = try data.text("registration")
        settlement = try data.text("settlement")
        patient = try data.text("patient")
        reason = try data.optionalText("reason", atMost: Bounds.words)
        counter = try Counter(data, cashier: "operator")
    }
}

extension RegistrationRefund: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "refund of registration \(registration)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
