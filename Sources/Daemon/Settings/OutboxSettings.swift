import Hub

/// How long the outbox remembers, and how it stops.
public struct OutboxSettings: Codable, Hashable, Sendable {
    /// Days that ended deliveries and what was said for them are kept.
    public var keepDays = 400
    /// Seconds that deliveries under way may go on when the daemon stops.
    public var graceSeconds = 10

    public init() {}
}

/// The hospital's calendar, and what to trust.
public struct TimetableSettings: Codable, Hashable, Sendable {
    public enum WhenClockIsSet: String, Codable, Sendable {
        /// The timetable stops until a person says that the time is right.
        case ask
        case goOn
    }

    /// Weekdays that are not worked, `yyyy-MM-dd`.
    public var holidays: [String] = []
    /// Days at the weekend that are.
    public var workdays: [String] = []
    /// When the wall clock jumps by more than five minutes.
    public var whenClockIsSet = WhenClockIsSet.ask

    public init() {}

    var calendar: WorkCalendar {
        WorkCalendar(holidays: Set(holidays), workdays: Set(workdays))
    }
}
