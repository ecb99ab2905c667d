import Foundation

/// A calendar day of the hospital, counted from 1970-01-01.
struct Day: Hashable, Comparable, Sendable {
    let number: Int

    init(number: Int) { self.number = number }

    /// Reads `yyyy-MM-dd`; nil where there is no such day.
    init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D,
            let year = Self.number(digits[0..<4]), let month = Self.number(digits[5..<7]),
            let day = Self.number(digits[8..<10]), year > 0, (1...12).contains(month), day > 0
        else { return nil }
        let read = Day(year: year, month: month, day: day)
        // 30 February comes out as a day of March.
        guard read.parts == (year, month, day) else { return nil }
        self = read
    }

    /// The day whose wall clock `moment` belongs to.
    init(of moment: Date, in zone: TimeZone) {
        self = WallTime(moment, in: zone).day
    }

    /// By counting years from March, so that the leap day is the last of its year.
    init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// Year, month and day of the Gregorian calendar.
    var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            ofYear - (153 * fromMarch + 2) / 5 + 1
        )
    }

    /// As `yyyy-MM-dd`.
    var text: String {
        let (year, month, day) = parts
        return String(unsafeUninitializedCapacity: 10) { bytes in
            func put(_ value: Int, _ place: Int, _ width: Int) {
                var rest = value
                for index in (place..<place + width).reversed() {
                    bytes[index] = UInt8(0x30 + rest % 10)
                    rest /= 10
                }
            }
            put(year, 0, 4)
            bytes[4] = 0x2D
            put(month, 5, 2)
            bytes[7] = 0x2D
            put(day, 8, 2)
            return 10
        }
    }

    /// From 0, Monday, to 6.
    var weekday: Int { ((number + 3) % 7 + 7) % 7 }

    static func < (one: Day, other: Day) -> Bool { one.number < other.number }
    static func + (day: Day, count: Int) -> Day { Day(number: day.number + count) }
    static func - (day: Day, count: Int) -> Day { Day(number: day.number - count) }

    /// Days from the other to this one.
    func since(_ other: Day) -> Int { number - other.number }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var sum = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            sum = sum * 10 + Int(digit - 0x30)
        }
        return sum
    }
}

extension Day: Strideable {
    func distance(to other: Day) -> Int { other.number - number }
    func advanced(by count: Int) -> Day { Day(number: number + count) }
}

extension Day: CustomStringConvertible {
    var description: String { text }
}

/// What the hospital's wall clock and calendar show.
struct WallTime: Hashable, Comparable, Sendable {
    let day: Day
    /// Seconds since midnight by the clock's hands.
    let second: Int

    init(day: Day, second: Int) {
        self.day = day
        self.second = second
    }

    init(_ moment: Date, in zone: TimeZone) {
        let local =
            Int(moment.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: moment)
        let number = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        day = Day(number: number)
        second = local - number * 86_400
    }

    static func < (one: WallTime, other: WallTime) -> Bool {
        (one.day, one.second) < (other.day, other.second)
    }
}
