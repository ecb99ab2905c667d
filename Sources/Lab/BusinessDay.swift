import Foundation

/// A hospital's day, which changes at night when the hall is empty, not at midnight.
public struct BusinessDay: Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Written as `yyyy-MM-dd`.
    public let date: String

    public init(date: String) { self.date = date }

    /// The day that `moment` belongs to.
    /// - Parameter changesAt: Seconds after local midnight at which the day changes.
    public init(
        of moment: Date, in zone: TimeZone = .hospital, changesAt: TimeInterval = 3 * 3600
    ) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: moment.addingTimeInterval(-changesAt))
        func two(_ value: Int?) -> String { (value ?? 0) < 10 ? "0\(value ?? 0)" : "\(value ?? 0)" }
        date = "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    }

    public var description: String { date }
    public static func < (a: Self, b: Self) -> Bool { a.date < b.date }
}

extension TimeZone {
    /// Where the hospital is, unless the settings say otherwise.
    public static let hospital =
        TimeZone(identifier: "Asia/Shanghai") ?? TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
}
