import Foundation
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

extension OutboxSettings {
    /// What cannot be meant, each as a sentence.
    var problems: [String] {
        var problems: [String] = []
        if keepDays < 1 { problems.append("outbox.keepDays is \(keepDays); it must be 1 or more") }
        if graceSeconds < 0 {
            problems.append("outbox.graceSeconds is \(graceSeconds); it must be 0 or more")
        }
        return problems
    }
}

extension TimetableSettings {
    /// What cannot be meant, each as a sentence.
    var problems: [String] {
        let days = holidays.map { ("holidays", $0) } + workdays.map { ("workdays", $0) }
        return days.filter { !Self.isDay($0.1) }.map {
            "timetable.\($0.0): \($0.1) is not a day such as 2026-10-01"
        }
            + Set(holidays).intersection(workdays).sorted().map {
                "timetable: \($0) is both a holiday and a workday"
            }
    }

    private static func isDay(_ text: String) -> Bool {
        text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil
            && (try? Date(text + "T00:00:00Z", strategy: .iso8601)) != nil
    }
}
