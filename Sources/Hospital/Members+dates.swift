import Foundation

extension Members {
    /// An RFC 3339 time; the offset is required.
    public func moment(_ name: String) throws(Malformed) -> Date {
        // Read by hand: a regular expression and a calendar take ten times as long as all the
        // rest of an event.
        let text = Array(try text(name, atMost: Bounds.id).utf8)
        guard
            text.count >= 19, [0x54, 0x74, 0x20].contains(text[10]),  // T, t, or a space: §5.6
            let day = Self.day(text[..<10]), let hour = Self.number(text[11..<13]), hour < 24,
            let minute = Self.number(text[14..<16]), minute < 60,
            let second = Self.number(text[17..<19]), second < 60,
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":")
        else { throw fail(name, .notAMoment) }
        var rest = text[19...]
        var fraction = 0.0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { Self.number([$0]) != nil }
            guard (1...9).contains(digits.count), let number = Self.number(digits) else {
                throw fail(name, .notAMoment)
            }
            fraction = Double(number) / pow(10, Double(digits.count))
            rest = rest[digits.endIndex...]
        }
        if rest.isEmpty { throw fail(name, .noOffset) }
        guard let offset = Self.offset(rest) else { throw fail(name, .notAMoment) }
        let seconds = day * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// An RFC 3339 time with its offset, or nil where the member is absent.
    public func optionalMoment(_ name: String) throws(Malformed) -> Date? {
        value(name) == nil ? nil : try moment(name)
    }

    /// A day as `yyyy-MM-dd`, or nil where the member is absent.
    public func optionalDay(_ name: String) throws(Malformed) -> String? {
        guard let text = try optionalText(name, atMost: Bounds.id) else { return nil }
        if Self.day(Array(text.utf8)[...]) == nil { throw fail(name, .notADate) }
        return text
    }

    /// Days of `yyyy-MM-dd` since 1970; nil where there is no such day, such as 30 February.
    private static func day(_ text: ArraySlice<UInt8>) -> Int? {
        let start = text.startIndex
        guard
            text.count == 10, text[start + 4] == UInt8(ascii: "-"),
            text[start + 7] == UInt8(ascii: "-"), let year = number(text.prefix(4)),
            let month = number(text[(start + 5)..<(start + 7)]), (1...12).contains(month),
            let day = number(text.suffix(2))
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year > 0, (1...lengths[month - 1]).contains(day) else { return nil }
        let before = year - 1
        let years = before * 365 + before / 4 - before / 100 + before / 400
        // 719 162 days lie between 0001-01-01 and 1970-01-01.
        return years + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }

    /// Seconds east of Greenwich, from `Z` or `+08:00`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual("Z".utf8) || text.elementsEqual("z".utf8) { return 0 }
        guard
            text.count == 6, let sign = text.first, [0x2B, 0x2D].contains(sign),
            text[text.startIndex + 3] == UInt8(ascii: ":"),
            let hours = number(text.dropFirst().prefix(2)), hours < 24,
            let minutes = number(text.suffix(2)), minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0) { sum, digit in
            guard let sum, (0x30...0x39).contains(digit) else { return nil }
            return sum * 10 + Int(digit - 0x30)
        }
    }
}
