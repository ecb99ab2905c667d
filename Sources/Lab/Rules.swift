import Foundation

/// How one hall works: its queues, its windows and the rules of its line.
///
/// All from the settings.
public struct Rules: Codable, Hashable, Sendable {
    public struct Queue: Codable, Hashable, Sendable, Identifiable {
        public let id: QueueID
        /// As patients read it, such as 门诊.
        public let name: String
        public let nameEn: String

        public init(id: QueueID, name: String, nameEn: String) {
            self.id = id
            self.name = name
            self.nameEn = nameEn
        }
    }

    public struct Window: Codable, Hashable, Sendable, Identifiable {
        public let id: WindowID
        /// As patients read and hear it, such as 3号窗口.
        public let name: String
        /// The queues it serves.
        public let queues: [QueueID]

        public init(id: WindowID, name: String, queues: [QueueID]) {
            self.id = id
            self.name = name
            self.queues = queues
        }
    }

    public var hall: HallID
    public var queues: [Queue]
    public var windows: [Window]
    /// How many `priority` go before one `normal` when both wait.
    public var priorityPerNormal = 2
    /// How many later `priority` tickets may at most be called before one `normal` ticket.
    public var passedOverAtMost = 12
    /// How often a ticket is called before it may only be missed.
    public var callsAtMost = 3
    /// How many others are called before a ticket that came back.
    public var returnsAfter = 3
    /// After how long without arriving a called ticket is missed by itself, in seconds; 0 for never.
    public var callExpiresAfter: TimeInterval = 0
    /// For how long a second press of "next" answers with the call of the first, in seconds.
    public var doublePress: TimeInterval = 2
    /// For how long the last step can be undone, in seconds.
    public var undoWithin: TimeInterval = 600
    /// What one draw takes where the day has not shown it yet, in seconds.
    public var usualDraw: TimeInterval = 120

    public init(hall: HallID, queues: [Queue], windows: [Window]) {
        self.hall = hall
        self.queues = queues
        self.windows = windows
    }
}
