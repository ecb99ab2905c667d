import Foundation
import Hospital

/// One errand on its way, from the outbox to its end.
public struct Delivery: Hashable, Sendable, Identifiable {
    public enum State: String, Codable, Sendable, CaseIterable {
        /// First of its key; goes when it is due and its lane has room.
        case ready
        /// Waits for an earlier one of its key.
        case behind
        /// A worker has it.
        case running
        /// Refused or given up: a person must look. Holds its key until replayed or skipped.
        case dead
        /// The counterparty has it.
        case delivered
        /// A newer version went in its place.
        case superseded
        /// A person decided that it need not go.
        case skipped

        /// Whether it still holds its key.
        public var isOpen: Bool {
            switch self {
            case .ready, .behind, .running, .dead: true
            case .delivered, .superseded, .skipped: false
            }
        }
    }

    /// What the connector is asked next.
    public enum Step: String, Codable, Sendable {
        /// To tell the counterparty.
        case deliver
        /// To find out what became of an earlier telling, by its number.
        case reconcile
    }

    /// Counts up; the order in which errands were enqueued.
    public let id: Int
    public let connector: String
    public let operation: String
    public let lane: String
    public let key: String?
    public let number: String?
    public let version: Int?
    public let payload: JSON
    /// The HIS event it came from, if one did.
    public let event: String?
    public let state: State
    public let step: Step
    /// How often it was tried, this time included; counted before the try.
    public let attempt: Int
    public let dueAt: Date
    public let deadline: Date?
    public let createdAt: Date
    /// When it ended; nil while it is open.
    public let endedAt: Date?
    /// Why the last try did not end it, or why it was skipped.
    public let lastError: String?
    /// The lease: whoever acknowledges must name it, so that a worker thought dead changes nothing.
    public let epoch: Int

    public init(
        id: Int, connector: String, operation: String, lane: String, key: String?,
        number: String?, version: Int?, payload: JSON, event: String?, state: State, step: Step,
        attempt: Int, dueAt: Date, deadline: Date?, createdAt: Date, endedAt: Date?,
        lastError: String?, epoch: Int
    ) {
        self.id = id
        self.connector = connector
        self.operation = operation
        self.lane = lane
        self.key = key
        self.number = number
        self.version = version
        self.payload = payload
        self.event = event
        self.state = state
        self.step = step
        self.attempt = attempt
        self.dueAt = dueAt
        self.deadline = deadline
        self.createdAt = createdAt
        self.endedAt = endedAt
        self.lastError = lastError
        self.epoch = epoch
    }
}

/// Payloads hold patients; a delivery is told by its number.
extension Delivery: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "delivery \(id) (\(connector) \(operation))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
