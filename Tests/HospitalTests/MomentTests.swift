import Foundation
import Testing

@testable import Hospital

struct MomentTests {
    func moment(_ text: String) throws -> Date {
        try Members(["at": .string(text)], at: "").moment("at")
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("1969-12-31T23:59:59z", -1),
        ("2026-11-22T07:30:00+08:00", 1_795_303_800), ("2026-11-21 20:00:00-03:30", 1_795_303_800),
        ("2024-02-29T00:00:00Z", 1_709_164_800), ("2000-03-01T00:00:00Z", 951_868_800),
        ("2026-11-22T07:30:00.25+08:00", 1_795_303_800.25),
        ("1900-03-01T00:00:00Z", -2_203_891_200), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `times are read to the second`(text: String, seconds: TimeInterval) throws {
        #expect(try moment(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: 0..<300)
    func `every day is the day the calendar says`(step: Int) throws {
        let date = Date(timeIntervalSince1970: Double(step) * 86_400 * 97 - 2_200_000_000)
        let rounded = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded())
        #expect(try moment(rounded.formatted(.iso8601)) == rounded)
    }

    @Test(arguments: [
        "1900-02-29T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-04-31T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-22T07:60:00Z",
        "2026-11-22T07:30:60Z", "2026-11-22T07:30:00.Z", "2026-11-22T07:30:00.1234567890Z",
        "2026-11-22T07:30:00+24:00", "2026-11-22T07:30:00+08:00x", "2026-11-22X07:30:00Z",
        "2026/11/22T07:30:00Z", "2026-11-22T07.30.00Z", "+026-11-22T07:30:00Z", "2026-11-22",
        "２０２６-11-22T07:30:00Z", "",
    ])
    func `what is no time is refused`(text: String) {
        #expect(throws: HISEvent.Malformed.self) { try moment(text) }
    }
}
