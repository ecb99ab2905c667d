import Foundation

/// A day of the Gregorian calendar that exists, without a time zone.
public struct CivilDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// From `yyyyMMdd`; nil where there is no such day.
    public init?(digits: some StringProtocol) {
        guard digits.utf8.count == 8, digits.allSatisfy(\.isASCIIDigit),
            let number = Int(digits)
        else { return nil }
        (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard year > 0, 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day else {
            return nil
        }
    }

    /// The day that `moment` falls on.
    public init(of moment: Date, in zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        (year, month, day) = (parts.year ?? 1, parts.month ?? 1, parts.day ?? 1)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Written as `yyyyMMdd`.
    public var digits: String {
        let text = String(year * 10_000 + month * 100 + day)
        return String(repeating: "0", count: max(8 - text.count, 0)) + text
    }

    /// Written as `yyyy-MM-dd`.
    public var description: String {
        "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }
}
