import Foundation
import Lab
import Testing

@testable import Daemon

struct DaysTests {
    private let days = Days(zone: .hospital, changesAt: 3 * 3600)

    private func moment(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test(arguments: [
        ("2026-11-22T02:59:59+08:00", "2026-11-21"), ("2026-11-22T03:00:00+08:00", "2026-11-22"),
        ("2026-12-31T23:59:59+08:00", "2026-12-31"), ("2027-01-01T02:00:00+08:00", "2026-12-31"),
        ("2028-02-29T12:00:00+08:00", "2028-02-29"),
    ])
    func `a day changes at three`(at text: String, date: String) throws {
        let day = days.day(of: try moment(text))
        #expect(day.date == date)
        let end = days.end(of: day)
        #expect(days.day(of: end.addingTimeInterval(-1)) == day)
        #expect(days.day(of: end) > day)
    }
}
