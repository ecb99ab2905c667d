import Foundation

/// What the laboratory found, verified by a person.
public struct LabReport: Codable, Hashable, Sendable, Identifiable {
    public struct Item: Codable, Hashable, Sendable {
        public let code: String
        public let name: String?
        /// As the laboratory writes it, such as `6.1` or 阴性.
        public let value: String
        public let unit: String?

        public init(code: String, name: String? = nil, value: String, unit: String? = nil) {
            self.code = code
            self.name = name
            self.value = value
            self.unit = unit
        }
    }

    public let id: String
    /// The order it answers, where the laboratory says which.
    public var order: String?
    public let patient: String
    public var verifiedBy: String?
    public var verifiedAt: Date
    public var items: [Item]
    /// When it came to us, from where boards count; when verified where that is unknown.
    public var receivedAt: Date

    public init(
        id: String, order: String? = nil, patient: String, verifiedBy: String? = nil,
        verifiedAt: Date, items: [Item], receivedAt: Date? = nil
    ) {
        self.id = id
        self.order = order
        self.patient = patient
        self.verifiedBy = verifiedBy
        self.verifiedAt = verifiedAt
        self.items = items
        self.receivedAt = receivedAt ?? verifiedAt
    }
}

/// Findings are never spelled out in a log.
extension LabReport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "a laboratory report" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
