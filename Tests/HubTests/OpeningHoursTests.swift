import Foundation
import Hub
import Lab
import Testing

/// The times of day at which a counterparty is switched off.
struct OpeningHoursTests {
    private func opening(
        _ closed: [LanePolicy.Closing], at time: String
    ) throws -> String? {
        var policy = LanePolicy()
        policy.closed = closed
        let moment = try Date("2026-11-23T\(time):00+08:00", strategy: .iso8601)
        let style = Date.ISO8601FormatStyle(timeZone: .hospital)
        return policy.opening(after: moment, in: .hospital)?.formatted(style)
    }

    @Test func `a night is closed until the morning, before and after midnight`() throws {
        let night = [LanePolicy.Closing(from: "23:00", until: "05:00")]
        #expect(try opening(night, at: "22:59") == nil)
        #expect(try opening(night, at: "23:00") == "2026-11-24T05:00:00+0800")
        #expect(try opening(night, at: "04:59") == "2026-11-23T05:00:00+0800")
        #expect(try opening(night, at: "05:00") == nil)
    }

    @Test func `one closing may end within another`() throws {
        let closed = [
            LanePolicy.Closing(from: "22:00", until: "24:00"),
            LanePolicy.Closing(from: "00:00", until: "01:30"),
            LanePolicy.Closing(from: "01:00", until: "02:00"),
        ]
        #expect(try opening(closed, at: "22:30") == "2026-11-24T02:00:00+0800")
        #expect(try opening(closed, at: "12:00") == nil)
    }

    @Test func `who is closed day and night counts as open`() throws {
        let closed = [
            LanePolicy.Closing(from: "00:00", until: "12:00"),
            LanePolicy.Closing(from: "12:00", until: "24:00"),
        ]
        #expect(try opening(closed, at: "10:00") == nil)
        #expect(try opening([LanePolicy.Closing(from: "9", until: "x")], at: "10:00") == nil)
    }
}
