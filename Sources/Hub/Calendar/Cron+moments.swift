import Foundation

extension Cron {
    /// One moment of the timetable.
    public struct Slot: Hashable, Sendable {
        public let at: Date
        /// The local day, `yyyy-MM-dd`.
        public let day: String
        /// The local time that was asked for, `yyyy-MM-dd HH:mm`: what makes the slot this one and
        /// no other.
        public let name: String
    }

    /// February 29 comes within eight years, also across a century.
    private static let daysAhead = 366 * 9

    /// The first moment after `moment`.
    /// - Parameter isWorked: Which local days count; all where nil.
    public func next(
        after moment: Date, in zone: TimeZone,
        on isWorked: ((_ date: String, _ weekday: Int) -> Bool)? = nil
    ) -> Slot? {
        let calendar = Self.calendar(zone)
        // The day before may reach into this one where a change of clocks pushed its last hour.
        var day = calendar.startOfDay(for: moment)
        for _ in 0..<Self.daysAhead {
            if let slot = slots(on: day, calendar, isWorked).first(where: { $0.at > moment }) {
                return slot
            }
            guard let tomorrow = calendar.date(byAdding: .day, value: 1, to: day) else { break }
            day = calendar.startOfDay(for: tomorrow)
        }
        return nil
    }

    /// The last moment that is not after `moment` but after `start`.
    public func last(
        upTo moment: Date, after start: Date, in zone: TimeZone,
        on isWorked: ((_ date: String, _ weekday: Int) -> Bool)? = nil
    ) -> Slot? {
        let calendar = Self.calendar(zone)
        var day = calendar.startOfDay(for: moment)
        for _ in 0..<Self.daysAhead where day > start.addingTimeInterval(-2 * 86_400) {
            if let slot = slots(on: day, calendar, isWorked).last(where: { $0.at <= moment }) {
                return slot.at > start ? slot : nil
            }
            guard let yesterday = calendar.date(byAdding: .day, value: -1, to: day) else { break }
            day = calendar.startOfDay(for: yesterday)
        }
        return nil
    }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    /// The slots of the day that begins at `start`, in order of time.
    private func slots(
        on start: Date, _ calendar: Calendar,
        _ isWorked: ((_ date: String, _ weekday: Int) -> Bool)?
    ) -> [Slot] {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: start)
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let weekday = parts.weekday.map({ $0 - 1 })
        else { return [] }
        guard matches(month: month, day: day, weekday: weekday) else { return [] }
        let date = "\(year)-\(Self.two(month))-\(Self.two(day))"
        if let isWorked, !isWorked(date, weekday) { return [] }
        return hours.sorted().flatMap { hour in
            minutes.sorted().compactMap { minute -> Slot? in
                Self.moment(hour, minute, on: start, calendar).map {
                    Slot(at: $0, day: date, name: "\(date) \(Self.two(hour)):\(Self.two(minute))")
                }
            }
        }.sorted { ($0.at, $0.name) < ($1.at, $1.name) }
    }

    func matches(month: Int, day: Int, weekday: Int) -> Bool {
        guard months.contains(month) else { return false }
        let (isDay, isWeekday) = (days.contains(day), weekdays.contains(weekday))
        return eitherDay ? isDay || isWeekday : isDay && isWeekday
    }

    /// When the wall clock first shows a time, or first shows a later one.
    private static func moment(
        _ hour: Int, _ minute: Int, on start: Date, _ calendar: Calendar
    ) -> Date? {
        let wanted = hour * 60 + minute
        let zone = calendar.timeZone
        // Local midnight by the offset that holds then; where clocks change in the day, the
        // offset before the change finds the first of two, and the change itself the gap.
        let naive = start.addingTimeInterval(Double(wanted * 60))
        guard let change = zone.nextDaylightSavingTimeTransition(after: start), change <= naive,
            calendar.isDate(change, inSameDayAs: start)
        else {
            return shown(naive, is: wanted, calendar) ? naive : firstMinute(wanted, start, calendar)
        }
        let shift = zone.secondsFromGMT(for: change) - zone.secondsFromGMT(for: start)
        let after = naive.addingTimeInterval(Double(-shift))
        if shift < 0 {
            // Clocks went back: the times up to the change come the first time before it.
            return after
        }
        return max(after, change)
    }

    private static func shown(_ moment: Date, is minutes: Int, _ calendar: Calendar) -> Bool {
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        return (parts.hour ?? 0) * 60 + (parts.minute ?? 0) == minutes
    }

    /// On a day that does not begin at midnight: what was left out comes with its first minute.
    private static func firstMinute(_ minutes: Int, _ start: Date, _ calendar: Calendar) -> Date? {
        let parts = calendar.dateComponents([.hour, .minute], from: start)
        let begins = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        return start.addingTimeInterval(Double(max(0, minutes - begins) * 60))
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
