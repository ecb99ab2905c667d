import Foundation
import Lab
import Testing

@testable import Nursing

/// Calendar days, by arithmetic of our own.
struct DayTests {
    @Test func `they are those of the calendar, four hundred years long`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: -36_525, to: 110_000, by: 37) {
            let day = Day(number: number)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday],
                from: Date(timeIntervalSince1970: Double(number) * 86_400))
            #expect(day.parts == (parts.year, parts.month, parts.day) as (Int?, Int?, Int?))
            #expect(Day(day.text) == day)
            #expect((day.weekday + 1) % 7 + 1 == parts.weekday)
        }
    }

    @Test(arguments: [
        "2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "2025-03-01x", "", "日",
    ])
    func `what is no day is none`(text: String) { #expect(Day(text) == nil) }

    @Test func `a leap day is one`() { #expect(Day("2024-02-29")?.text == "2024-02-29") }

    @Test func `a moment belongs to the day that the hospital's calendar shows`() throws {
        let before = Casebook.moment("2025-03-01 00:00").addingTimeInterval(-1)
        #expect(Day(of: before, in: .hospital).text == "2025-02-28")
        #expect(Day(of: before.addingTimeInterval(1), in: .hospital).text == "2025-03-01")
        // Where clocks are turned: 23 hours long, and still one day.
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let spring = try Date("2025-03-30T21:59:59Z", strategy: .iso8601)
        #expect(Day(of: spring, in: berlin).text == "2025-03-30")
        #expect(Day(of: spring.addingTimeInterval(1), in: berlin).text == "2025-03-31")
    }
}
