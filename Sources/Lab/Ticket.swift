import Foundation

/// A patient's place in a hall.
public struct Ticket: Codable, Hashable, Sendable, Identifiable {
    /// Who goes before whom, first to last.
    public enum Class: String, Codable, Sendable, CaseIterable {
        case emergency
        /// A timed re-draw whose minute has come.
        case due
        /// Elderly, military, disabled, pregnant, infant: as configured.
        case priority
        case normal
    }

    public enum State: String, Codable, Sendable, CaseIterable {
        case waiting, called, drawing, done, missed, cancelled
        /// Between two draws of a tolerance test, until `dueAt`.
        case resting
    }

    public let id: TicketID
    /// What is printed, shown and called, such as `A083`.
    ///
    /// Stays the same in another queue.
    public let label: String
    public let person: Person
    public var queue: QueueID
    public var `class`: Class
    public var state: State
    /// Set where only this window may call it (a transfer to a window).
    public var pinned: WindowID?
    /// The window of the present or last call.
    public var window: WindowID?
    /// How often it was called since it last began to wait.
    public var attempt: Int
    public let issuedAt: Date
    /// When it was first called; the wait is counted to here and recalls leave it alone.
    public var firstCalledAt: Date?
    /// When it entered its present state.
    public var since: Date
    /// When the next timed draw is due.
    public var dueAt: Date?
    /// Timed draws still to come, in minutes after the first draw.
    public var redraws: [Int]
    /// When the first of the timed draws was made.
    public var firstDrawnAt: Date?
    public var specimens: [Specimen]
    /// Its place in the order of arrival; lower goes first within a class.
    public var place: Int

    public init(
        id: TicketID, label: String, person: Person, queue: QueueID, class: Class,
        state: State = .waiting, pinned: WindowID? = nil, window: WindowID? = nil,
        attempt: Int = 0, issuedAt: Date, firstCalledAt: Date? = nil, since: Date,
        dueAt: Date? = nil, redraws: [Int] = [], firstDrawnAt: Date? = nil,
        specimens: [Specimen] = [], place: Int
    ) {
        self.id = id
        self.label = label
        self.person = person
        self.queue = queue
        self.class = `class`
        self.state = state
        self.pinned = pinned
        self.window = window
        self.attempt = attempt
        self.issuedAt = issuedAt
        self.firstCalledAt = firstCalledAt
        self.since = since
        self.dueAt = dueAt
        self.redraws = redraws
        self.firstDrawnAt = firstDrawnAt
        self.specimens = specimens
        self.place = place
    }
}

extension Ticket {
    /// Whether the patient still has something to wait for.
    public var isOpen: Bool { state != .done && state != .cancelled }

    /// One tube to draw, and the order that asks for it.
    public struct Specimen: Codable, Hashable, Sendable {
        public let order: OrderID
        /// What is tested, such as 血常规.
        public let test: String
        /// The colour of the tube's cap, in English, where the hospital says it.
        public let tube: String?

        public init(order: OrderID, test: String, tube: String? = nil) {
            self.order = order
            self.test = test
            self.tube = tube
        }
    }

    /// What a card's owner asks for, before it has a number.
    public struct Draft: Codable, Hashable, Sendable {
        public let id: TicketID
        public let person: Person
        public let queue: QueueID
        public let `class`: Class
        /// Minutes after the first draw at which to draw again, ascending; empty for one draw.
        public let redraws: [Int]
        public let specimens: [Specimen]

        public init(
            id: TicketID, person: Person, queue: QueueID, class: Class,
            redraws: [Int] = [], specimens: [Specimen] = []
        ) {
            self.id = id
            self.person = person
            self.queue = queue
            self.class = `class`
            self.redraws = redraws
            self.specimens = specimens
        }
    }
}
