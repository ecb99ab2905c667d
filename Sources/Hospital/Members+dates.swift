import Foundation

extension Members {
    /// An RFC 3339 time; the offset is required.
    func moment(_ name: String) throws(Malformed) -> Date {
        let text = try text(name, atMost: Bounds.id)
        // RFC 3339 §5.6; a space for the T is allowed there and some senders write it.
        let shape = /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(.*)/
        guard let match = text.wholeMatch(of: shape) else { throw fail(name, .notAMoment) }
        let (_, year, month, day, hour, minute, second, fraction, offset) = match.output
        if offset.isEmpty { throw fail(name, .noOffset) }
        guard
            let zone = Self.zone(offset), let hour = Int(hour), hour < 24,
            let minute = Int(minute), minute < 60, let second = Int(second), second < 60,
            let midnight = Self.midnight(year, month, day, in: zone)
        else { throw fail(name, .notAMoment) }
        let part = fraction.flatMap { Double("0" + $0) } ?? 0
        return midnight.addingTimeInterval(Double(hour * 3600 + minute * 60 + second) + part)
    }

    /// A day as `yyyy-MM-dd`, or nil where the member is absent.
    func optionalDay(_ name: String) throws(Malformed) -> String? {
        guard let text = try optionalText(name, atMost: Bounds.id) else { return nil }
        guard
            let match = text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)/),
            Self.midnight(match.1, match.2, match.3, in: .gmt) != nil
        else { throw fail(name, .notADate) }
        return text
    }

    /// Nil where there is no such day, such as 30 February.
    private static func midnight(
        _ year: Substring, _ month: Substring, _ day: Substring, in zone: TimeZone
    ) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            calendar: calendar, timeZone: zone, year: Int(year), month: Int(month), day: Int(day))
        return parts.isValidDate ? parts.date : nil
    }

    private static func zone(_ offset: Substring) -> TimeZone? {
        if offset == "Z" || offset == "z" { return .gmt }
        guard
            let match = offset.wholeMatch(of: /([+-])(\d\d):(\d\d)/),
            let hours = Int(match.2), hours < 24, let minutes = Int(match.3), minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return TimeZone(secondsFromGMT: match.1 == "-" ? -seconds : seconds)
    }
}
