import Foundation

extension HL7 {
    /// A time as HL7 writes it, `20261122073000+0800`.
    public static func time(_ moment: Date, in zone: TimeZone) -> String {
        moment.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(year: .padded(4))\(month: .twoDigits)\(day: .twoDigits)\
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\
                    \(minute: .twoDigits)\(second: .twoDigits)\
                    \(timeZone: .iso8601(.short))
                    """,
                locale: Locale(identifier: "en_US_POSIX"), timeZone: zone,
                calendar: Calendar(identifier: .gregorian)))
    }

    /// Reads `yyyyMMdd[HH[mm[ss[.S]]]][+ZZZZ]`; nil where it is none.
    /// - Parameter zone: Of times that name no offset.
    public static func moment(_ text: String, in zone: TimeZone) -> Date? {
        let shape = /(\d{4})(\d\d)(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.\d{1,4})?)?)?)?([+-]\d{4})?/
        guard let match = text.wholeMatch(of: shape) else { return nil }
        func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
        var offset = zone
        if let sign = match.7 {
            let seconds = number(sign.dropFirst().prefix(2)) * 3600 + number(sign.suffix(2)) * 60
            guard
                let named = TimeZone(secondsFromGMT: sign.first == "-" ? -seconds : seconds)
            else { return nil }
            offset = named
        }
        let (hour, minute, second) = (number(match.4), number(match.5), number(match.6))
        guard hour < 24, minute < 60, second < 60 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = offset
        let parts = DateComponents(
            calendar: calendar, timeZone: offset, year: number(match.1), month: number(match.2),
            day: number(match.3), hour: hour, minute: minute, second: second)
        return parts.isValidDate ? parts.date : nil
    }
}
