import Foundation
import Hub
import Lab
import Testing

/// The five fields of a timetable, held against a calendar read minute by minute.
struct CronTests {
    private static func moment(_ text: String) throws -> Date {
        try Date(text, strategy: .iso8601)
    }

    @Test(arguments: [
        ("30 4 * * *", "2026-11-23T04:30:00+08:00", "2026-11-24T04:30:00+08:00"),
        ("*/15 * * * *", "2026-11-23T04:31:00+08:00", "2026-11-23T04:45:00+08:00"),
        ("0 9-17/4 * * 1-5", "2026-11-20T14:00:00+08:00", "2026-11-20T17:00:00+08:00"),
        ("0 9-17/4 * * 1-5", "2026-11-20T17:00:00+08:00", "2026-11-23T09:00:00+08:00"),
        ("0 0 1,15 * *", "2026-11-23T04:30:00+08:00", "2026-12-01T00:00:00+08:00"),
        // A restricted day and a restricted weekday: either is enough.
        ("0 0 1 * fri", "2026-11-23T00:00:00+08:00", "2026-11-27T00:00:00+08:00"),
        ("0 0 1 * fri", "2026-11-27T00:00:00+08:00", "2026-12-01T00:00:00+08:00"),
        ("59 23 31 12 *", "2026-11-23T00:00:00+08:00", "2026-12-31T23:59:00+08:00"),
        ("0 0 1 jan *", "2026-12-31T23:59:59+08:00", "2027-01-01T00:00:00+08:00"),
        ("0 12 29 2 *", "2026-01-01T00:00:00+08:00", "2028-02-29T12:00:00+08:00"),
        ("0 12 29 2 *", "2097-01-01T00:00:00+08:00", "2104-02-29T12:00:00+08:00"),
        ("0 0 * * 7", "2026-11-23T00:00:00+08:00", "2026-11-29T00:00:00+08:00"),
        ("0 0 * * sun", "2026-11-23T00:00:00+08:00", "2026-11-29T00:00:00+08:00"),
        ("5/20 * * * *", "2026-11-23T00:06:00+08:00", "2026-11-23T00:25:00+08:00"),
        ("0 0 30 4,6 *", "2026-06-30T00:00:00+08:00", "2027-04-30T00:00:00+08:00"),
    ])
    func `the next moment is the one a person would name`(
        text: String, after: String, next: String
    ) throws {
        let slot = try Cron(text).next(after: Self.moment(after), in: .hospital)
        #expect(slot?.at == (try Self.moment(next)))
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
        "* * * * 8", "5-1 * * * *", "*/0 * * * *", "1,,2 * * * *", "a * * * *", "-1 * * * *",
        "1- * * * *", "0 0 31 2 *", "0 0 30 feb *", "1/2/3 * * * *", "+1 * * * *",
    ])
    func `what is no timetable is refused in words`(text: String) {
        #expect { try Cron(text) } throws: { "\($0)".contains("\"") }
    }

    @Test(arguments: [
        ("Asia/Shanghai", "1986-05-03T00:00:00+08:00"),
        ("Asia/Shanghai", "1986-09-13T00:00:00+09:00"),
        ("Asia/Shanghai", "1991-04-13T00:00:00+08:00"),
        ("Asia/Shanghai", "1991-09-14T00:00:00+09:00"),
        ("Asia/Shanghai", "2026-12-30T00:00:00+08:00"),
        ("Asia/Shanghai", "2028-02-28T00:00:00+08:00"),
        ("Europe/Berlin", "2026-03-28T00:00:00+01:00"),
        ("Europe/Berlin", "2026-10-24T00:00:00+02:00"),
        ("America/Sao_Paulo", "2018-11-03T00:00:00-03:00"),
        ("America/Sao_Paulo", "2018-02-17T00:00:00-02:00"),
        ("Australia/Lord_Howe", "2026-04-04T00:00:00+11:00"),
        ("Australia/Lord_Howe", "2026-10-03T00:00:00+10:30"),
    ])
    func `each wall-clock time comes once a day, also when clocks change`(
        name: String, start: String
    ) throws {
        let zone = try #require(TimeZone(identifier: name))
        let begin = try Self.moment(start).addingTimeInterval(-1)
        let end = begin.addingTimeInterval(3 * 86_400 - 7_200)
        for text in ["*/7 * * * *", "30 * * * *", "15 0-3 * * *", "0,59 23,0 * * *"] {
            let cron = try Cron(text)
            var seen: [Cron.Slot] = []
            var at = begin
            while let slot = cron.next(after: at, in: zone), slot.at <= end {
                #expect(slot.at > at)
                seen.append(slot)
                at = slot.at
            }
            // No slot twice, and at the moment it names, unless the clock has jumped over it.
            #expect(Set(seen.map(\.name)).count == seen.count)
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            for slot in seen {
                let parts = calendar.dateComponents([.hour, .minute], from: slot.at)
                let minutes = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
                let clock = slot.name.suffix(5).split(separator: ":").compactMap { Int($0) }
                let asked = clock[0] * 60 + clock[1]
                let before = zone.secondsFromGMT(for: slot.at.addingTimeInterval(-3_600))
                let jumped = zone.secondsFromGMT(for: slot.at) - before
                #expect(minutes == asked || (jumped > 0 && minutes > asked), "\(text) \(slot)")
            }
            // Read minute by minute: the first time the wall shows a time that is asked for.
            var shown: Set<String> = []
            var minute = begin.addingTimeInterval(1)
            while minute <= end {
                let parts = calendar.dateComponents([.month, .day, .hour, .minute], from: minute)
                let key =
                    "\(parts.month ?? 0)-\(parts.day ?? 0) \(parts.hour ?? 0):\(parts.minute ?? 0)"
                let isAsked = matches(text, parts.hour ?? 0, parts.minute ?? 0)
                if isAsked, shown.insert(key).inserted {
                    #expect(seen.contains { $0.at == minute }, "\(text) \(key)")
                }
                minute += 60
            }
        }
    }

    private func matches(_ text: String, _ hour: Int, _ minute: Int) -> Bool {
        switch text {
        case "*/7 * * * *": minute % 7 == 0
        case "30 * * * *": minute == 30
        case "15 0-3 * * *": minute == 15 && hour <= 3
        default: [0, 59].contains(minute) && [23, 0].contains(hour)
        }
    }

    @Test(arguments: 0..<40)
    func `the last moment before now is the one from which next leads beyond it`(seed: Int) throws {
        var draw = Draw(UInt64(seed))
        func field(_ range: ClosedRange<Int>) -> String {
            switch Int.random(in: 0..<4, using: &draw) {
            case 0: return "*"
            case 1: return "\(Int.random(in: range, using: &draw))"
            case 2:
                let low = Int.random(in: range, using: &draw)
                return "\(low)-\(Int.random(in: low...range.upperBound, using: &draw))"
            default: return "*/\(Int.random(in: 1...range.upperBound, using: &draw))"
            }
        }
        let text =
            "\(field(0...59)) \(field(0...23)) \(field(1...28)) \(field(1...12)) \(field(0...6))"
        let cron = try Cron(text)
        let now = try Self.moment("2026-11-23T00:00:00+08:00")
            .addingTimeInterval(Double.random(in: 0...4e7, using: &draw))
        let last = try #require(
            cron.last(upTo: now, after: now.addingTimeInterval(-2e9), in: .hospital), "\(text)")
        #expect(last.at <= now)
        let next = try #require(cron.next(after: last.at, in: .hospital), "\(text)")
        #expect(next.at > now)
        #expect(cron.next(after: last.at.addingTimeInterval(-1), in: .hospital)?.name == last.name)
    }

    @Test func `holidays are not worked, and weekends made up for them are`() throws {
        let calendar = WorkCalendar(holidays: ["2026-10-01"], workdays: ["2026-10-10"])
        let cron = try Cron("0 8 * * *")
        func next(_ after: String) throws -> String? {
            cron.next(
                after: try Self.moment(after), in: .hospital, on: calendar.isWorked(_:weekday:)
            )?.day
        }
        #expect(try next("2026-09-30T09:00:00+08:00") == "2026-10-02")
        #expect(try next("2026-10-09T09:00:00+08:00") == "2026-10-10")
        #expect(try next("2026-10-10T09:00:00+08:00") == "2026-10-12")
    }
}

/// Numbers that look random and are the same each time.
struct Draw: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &+ 0x9E37_79B9 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 32)) &* 0xD6E8_FEB8_6659_FD93
    }
}
