import Foundation

extension LanePolicy.Closing {
    /// Minutes after midnight; nil where the text is no time such as `23:00`.
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute),
            hour * 60 + minute <= 24 * 60
        else { return nil }
        return hour * 60 + minute
    }

    /// Whether both times can be read.
    public var isSound: Bool { Self.minutes(from) != nil && Self.minutes(until) != nil }
}

extension LanePolicy {
    /// When the counterparty opens again; nil where it is open at `moment`.
    ///
    /// One closed the whole day, or by times that cannot be read, counts as open: it is better to
    /// be refused than to wait for ever.
    public func opening(after moment: Date, in zone: TimeZone) -> Date? {
        var opening = moment
        // One closing may end within another; more than there are is a ring.
        for _ in 0...closed.count {
            let ends = closed.compactMap { $0.end(at: opening, in: zone) }
            guard let last = ends.max() else { return opening > moment ? opening : nil }
            opening = last
        }
        return nil
    }
}

extension LanePolicy.Closing {
    /// When this closing ends; nil where `moment` is outside it.
    fileprivate func end(at moment: Date, in zone: TimeZone) -> Date? {
        guard let from = Self.minutes(from), let until = Self.minutes(until), from != until else {
            return nil
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        let now = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        let isClosed = from < until ? (from..<until).contains(now) : now >= from || now < until
        guard isClosed else { return nil }
        let isTomorrow = from > until && now >= from
        let day = calendar.date(
            byAdding: .day, value: isTomorrow ? 1 : 0, to: calendar.startOfDay(for: moment))
        return day.flatMap {
            calendar.date(byAdding: .minute, value: until, to: $0).map { naive in
                // By the wall clock, also on a day that is not 24 hours long.
                calendar.date(
                    bySettingHour: until / 60 % 24, minute: until % 60, second: 0, of: naive)
                    ?? naive
            }
        }
    }
}
