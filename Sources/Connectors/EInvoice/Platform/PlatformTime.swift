import Foundation

/// Times as the platform writes them, in the hospital's zone.
struct PlatformTime: Sendable {
    private let calendar: Calendar

    init(zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// As `yyyyMMddHHmmssSSS`.
    func moment(_ date: Date) -> String {
        // Rounded to the millisecond first: 0.9996 s must not become the 1000th.
        let millis = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let whole = Date(timeIntervalSince1970: Double(millis.quotient(by: 1000)))
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: whole)
        return pad(parts.year, 4) + pad(parts.month, 2) + pad(parts.day, 2) + pad(parts.hour, 2)
            + pad(parts.minute, 2) + pad(parts.second, 2)
            + pad(Int(millis - millis.quotient(by: 1000) * 1000), 3)
    }

    /// As `yyyyMMdd`.
    func compactDay(_ date: Date) -> String { String(moment(date).prefix(8)) }

    /// As `yyyy-MM-dd`.
    func day(_ date: Date) -> String {
        let digits = moment(date)
        return
            "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))"
    }

    /// Midnight at the beginning of a `yyyy-MM-dd`, and of the day after it.
    func bounds(of day: String) -> (from: Date, until: Date)? {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard
            parts.count == 3,
            let from = calendar.date(
                from: DateComponents(year: parts[0], month: parts[1], day: parts[2])),
            let until = calendar.date(byAdding: .day, value: 1, to: from)
        else { return nil }
        return (from, until)
    }

    /// Midnight `days` days before the day of `date`.
    func start(daysBefore days: Int, _ date: Date) -> Date {
        let today = calendar.startOfDay(for: date)
        return calendar.date(byAdding: .day, value: -days, to: today) ?? today
    }

    /// How old somebody is, as bills write it: 36岁, 5个月, 12天.
    /// - Parameter birth: `yyyy-MM-dd`.
    func age(born birth: String?, at date: Date) -> String? {
        guard let birth, let (born, _) = bounds(of: birth), born <= date else { return nil }
        let lived = calendar.dateComponents([.year, .month, .day], from: born, to: date)
        if let years = lived.year, years > 0 { return "\(years)岁" }
        if let months = lived.month, months > 0 { return "\(months)个月" }
        return "\(lived.day ?? 0)天"
    }

    private func pad(_ number: Int?, _ width: Int) -> String {
        let digits = String(number ?? 0)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// The quotient that leaves no negative remainder, for moments before 1970.
    fileprivate func quotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
