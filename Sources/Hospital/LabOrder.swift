import Foundation

/// What a doctor asks the laboratory to find out.
public struct LabOrder: Codable, Hashable, Sendable, Identifiable {
    public enum Urgency: Codable, Hashable, Sendable {
        case routine
        /// Goes before everybody.
        case urgent
        /// Drawn several times, at these minutes after the first draw: `[0, 60, 120]`.
        case timed([Int])
    }

    /// How far it has come.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Ordered, not paid: no blood is drawn yet.
        case unpaid
        /// Paid and waiting to be drawn.
        case open
        case drawn
        case reported
        /// Whatever arrives later, it stays so.
        case cancelled
    }

    public struct Item: Codable, Hashable, Sendable {
        public let code: String
        /// What is tested, such as 血常规.
        public let name: String
        /// The colour of the tube's cap, in English, where the hospital says it.
        public let tube: String?

        public init(code: String, name: String, tube: String? = nil) {
            self.code = code
            self.name = name
            self.tube = tube
        }
    }

    public let id: String
    public let patient: String
    public var visit: String?
    /// Who orders it, such as 内科.
    public var department: String?
    public var campus: String
    public var urgency: Urgency
    public var items: [Item]
    public var state: State
    public var orderedAt: Date

    /// Whether blood may be drawn as far as money goes.
    public var paid: Bool { state != .unpaid }

    public init(
        id: String, patient: String, visit: String? = nil, department: String? = nil,
        campus: String, urgency: Urgency = .routine, items: [Item], state: State = .open,
        orderedAt: Date
    ) {
        self.id = id
        self.patient = patient
        self.visit = visit
        self.department = department
        self.campus = campus
        self.urgency = urgency
        self.items = items
        self.state = state
        self.orderedAt = orderedAt
    }
}
