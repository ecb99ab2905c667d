import Foundation

/// Times as platforms write them: `yyyyMMddHHmmssSSS` and parts of it, in Shanghai.
enum BusinessTime {
    /// The moment's 17 digits.
    static func text(_ date: Date) -> String {
        let parts = shanghai.dateComponents(
            [.year, .month, .day, .hour, .minute, .second, .nanosecond], from: date)
        func digits(_ value: Int?, _ width: Int) -> String {
            let text = String(value ?? 0)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return digits(parts.year, 4) + digits(parts.month, 2) + digits(parts.day, 2)
            + digits(parts.hour, 2) + digits(parts.minute, 2) + digits(parts.second, 2)
            + digits((parts.nanosecond ?? 0) / 1_000_000, 3)
    }

    /// The moment as `yyyy-MM-dd HH:mm:ss`.
    static func dashed(_ date: Date) -> String {
        let digits = Array(text(date))
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8)) "
            + "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
    }

    /// Whether `text` is `yyyy-MM-dd HH:mm:ss` and names a moment there has been or will be.
    static func isDashedMoment(_ text: String) -> Bool {
        let marks: [Int: Character] = [4: "-", 7: "-", 10: " ", 13: ":", 16: ":"]
        let characters = Array(text)
        guard characters.count == 19, marks.allSatisfy({ characters[$0.key] == $0.value })
        else { return false }
        let digits = characters.indices.filter { marks[$0] == nil }.map { characters[$0] }
        return isMoment("\(String(digits))000")
    }

    /// Whether `text` is 17 digits that name a moment there has been or will be.
    static func isMoment(_ text: String) -> Bool {
        guard let digits = digits(text, count: 17) else { return false }
        return isDate(digits.prefix(8)) && number(digits[8..<10]) < 24
            && number(digits[10..<12]) < 60 && number(digits[12..<14]) < 60
    }

    /// Whether `text` is a date as `yyyyMMdd`.
    static func isCompactDate(_ text: String) -> Bool {
        digits(text, count: 8).map { isDate($0[...]) } ?? false
    }

    /// Whether `text` is a date as `yyyy-MM-dd`.
    static func isDashedDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && isCompactDate(parts.joined())
    }

    private static func digits(_ text: String, count: Int) -> [Int]? {
        let digits = text.utf8.map { Int($0) - 48 }
        return digits.count == count && digits.allSatisfy { 0...9 ~= $0 } ? digits : nil
    }

    private static func number(_ digits: some Sequence<Int>) -> Int {
        digits.reduce(0) { $0 * 10 + $1 }
    }

    private static func isDate(_ digits: ArraySlice<Int>) -> Bool {
        let all = Array(digits)
        let (year, month, day) = (number(all[0..<4]), number(all[4..<6]), number(all[6..<8]))
        guard 1900...2999 ~= year, 1...12 ~= month else { return false }
        let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, leaps ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return 1...days[month - 1] ~= day
    }

    private static let shanghai: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        // Since 1991 Shanghai has kept this offset all year.
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        return calendar
    }()
}
