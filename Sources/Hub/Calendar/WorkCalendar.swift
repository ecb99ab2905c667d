import Foundation

/// Which days are worked: Monday to Friday, without holidays, with the weekends made up for them.
public struct WorkCalendar: Hashable, Sendable {
    /// Written as `yyyy-MM-dd`.
    public let holidays: Set<String>
    /// Days at the weekend that are worked.
    public let workdays: Set<String>

    public init(holidays: Set<String> = [], workdays: Set<String> = []) {
        self.holidays = holidays
        self.workdays = workdays
    }

    /// - Parameter weekday: 0 for Sunday to 6 for Saturday.
    public func isWorked(_ date: String, weekday: Int) -> Bool {
        if workdays.contains(date) { return true }
        return !holidays.contains(date) && (1...5).contains(weekday)
    }
}
