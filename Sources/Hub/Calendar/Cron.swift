import Foundation

/// Moments that come again and again, in the five fields of crontab(5): minute, hour, day of the
/// month, month, day of the week.
///
/// `*`, lists, ranges, steps, `jan`, `mon`; Sunday is 0 or 7. Where both days are restricted,
/// either of them is enough. The fields are wall-clock time: a time of day that a change of clocks
/// leaves out comes when the clock has jumped over it, one that comes twice counts the first time.
public struct Cron: Hashable, Sendable {
    /// A text that is no timetable, as a sentence.
    public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String
    }

    public let text: String
    let minutes: Set<Int>
    let hours: Set<Int>
    let days: Set<Int>
    let months: Set<Int>
    /// From 0, Sunday, to 6.
    let weekdays: Set<Int>
    /// Whether a day needs only one of the two to match.
    let eitherDay: Bool

    public init(_ text: String) throws(Malformed) {
        self.text = text
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 5 else {
            throw Malformed(
                description: "\"\(text)\" has \(fields.count) fields; write five: minute, hour, "
                    + "day, month, weekday")
        }
        minutes = try Self.field(fields[0], 0...59, of: text)
        hours = try Self.field(fields[1], 0...23, of: text)
        days = try Self.field(fields[2], 1...31, of: text)
        months = try Self.field(fields[3], 1...12, of: text, names: Self.monthNames, from: 1)
        weekdays = Set(
            try Self.field(fields[4], 0...7, of: text, names: Self.dayNames, from: 0).map { $0 % 7 }
        )
        eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
        guard
            months.contains(where: { month in days.contains { $0 <= Self.longest[month - 1] } })
                || eitherDay
        else { throw Malformed(description: "\"\(text)\" names a day that no year has") }
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    private static func field(
        _ field: Substring, _ bounds: ClosedRange<Int>, of text: String, names: [String] = [],
        from first: Int = 0
    ) throws(Malformed) -> Set<Int> {
        func wrong(_ what: Substring) -> Malformed {
            Malformed(
                description: "\"\(text)\": \"\(what)\" is not within \(bounds.lowerBound) to "
                    + "\(bounds.upperBound)")
        }
        func number(_ word: Substring) throws(Malformed) -> Int {
            if let index = names.firstIndex(of: word.lowercased()) { return index + first }
            guard let number = Int(word), bounds.contains(number), word.allSatisfy(\.isNumber)
            else { throw wrong(word) }
            return number
        }
        var values: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard let span = halves.first, halves.count <= 2 else { throw wrong(part) }
            var step = 1
            if halves.count == 2 {
                guard let given = Int(halves[1]), given > 0 else { throw wrong(part) }
                step = given
            }
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            let range: ClosedRange<Int>
            if span == "*" {
                range = bounds
            } else if ends.count == 2 {
                let (low, high) = (try number(ends[0]), try number(ends[1]))
                guard low <= high else { throw wrong(span) }
                range = low...high
            } else {
                let low = try number(span)
                range = low...(halves.count == 2 ? bounds.upperBound : low)
            }
            values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
        }
        return values
    }
}
