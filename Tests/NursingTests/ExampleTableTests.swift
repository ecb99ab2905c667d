import Hospital
import Testing

@testable import Nursing

/// The forty worked examples of the rules; those that need the book have a test there, too.
struct ExampleTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let number: Int
        let course: Course
        let days: Int
        let segments: [String]
        let total: String
        var scheme = Casebook.scheme()
        var leave: [String] = []
        var choseOriginal = false

        init(
            _ number: Int, _ course: Course, days: Int, _ segments: [String], _ total: String,
            _ scheme: Scheme = Casebook.scheme(), leave: [String] = [], choseOriginal: Bool = false
        ) {
            self.number = number
            self.course = course
            self.days = days
            self.segments = segments
            self.total = total
            self.scheme = scheme
            self.leave = leave
            self.choseOriginal = choseOriginal
        }

        var testDescription: String { "example \(number)" }
    }

    private static func plain(
        _ number: Int, _ days: Int, _ segments: [String], _ total: String,
        in department: String = "A"
    ) -> Case {
        Case(
            number, Casebook.stay(of: days, in: department), days: days,
            segments.map { "\(department) \($0)" }, total)
    }

    private static func moved(
        _ number: Int, _ days: Int, _ moves: [String], _ segments: [String], _ total: String,
        _ scheme: Scheme = Casebook.scheme()
    ) -> Case {
        Case(
            number, Casebook.stay(of: days, moves: moves), days: days, segments, total, scheme)
    }

    private static func chosen(
        _ number: Int, _ days: Int, _ segments: [String], _ total: String,
        _ change: (inout Scheme) -> Void = { _ in }
    ) -> Case {
        Case(
            number, Casebook.stay(of: days), days: days, segments, total,
            Casebook.scheme(Casebook.tariff, change), choseOriginal: true)
    }

    /// §5.3 and §5.4: lengths of stay in one department.
    static let lengths = [
        Case(
            1, Casebook.course(until: "2025-03-01 17:00"), days: 1, ["A 1×60.00"], "60.00"),
        Case(
            2, Casebook.course(from: "2025-03-01 23:50", until: "2025-03-02 00:10"), days: 1,
            ["A 1×60.00"], "60.00"),
        plain(3, 1, ["1×60.00"], "60.00"),
        plain(4, 2, ["2×60.00"], "120.00"),
        plain(5, 3, ["3×60.00"], "180.00"),
        plain(6, 4, ["4×60.00"], "240.00"),
        plain(7, 14, ["14×60.00"], "840.00"),
        plain(8, 15, ["15×60.00"], "900.00"),
        plain(9, 16, ["15×60.00", "1×57.00"], "957.00"),
        plain(10, 17, ["15×60.00", "2×57.00"], "1014.00"),
        plain(11, 29, ["15×60.00", "14×57.00"], "1698.00"),
        plain(12, 30, ["15×60.00", "15×57.00"], "1755.00"),
        plain(13, 31, ["15×60.00", "15×57.00", "1×54.00"], "1809.00"),
        plain(14, 32, ["15×60.00", "15×57.00", "2×54.00"], "1863.00"),
        plain(15, 45, ["15×60.00", "15×57.00", "15×54.00"], "2565.00"),
        plain(16, 60, ["15×60.00", "15×57.00", "30×54.00"], "3375.00"),
        plain(17, 100, ["15×60.00", "15×57.00", "70×54.00"], "5535.00"),
        plain(18, 45, ["15×80.00", "15×76.00", "15×72.00"], "3420.00", in: "B"),
        plain(19, 31, ["15×65.30", "15×62.04", "1×58.77"], "1968.87", in: "D"),
        Case(
            30, Casebook.course(from: "2024-02-27 10:00", until: "2024-03-14 09:00"), days: 16,
            ["A 15×60.00", "A 1×57.00"], "957.00"),
    ]

    /// §5.1: transfers, leave, prices that change.
    static let transfers = [
        moved(
            20, 20, ["B 2025-03-11 14:00"], ["A 10×60.00", "B 5×80.00", "B 5×76.00"], "1380.00"),
        moved(
            21, 20, ["B 2025-03-11 23:59"], ["A 10×60.00", "B 5×80.00", "B 5×76.00"], "1380.00"),
        moved(22, 16, ["B 2025-03-16 08:30"], ["A 15×60.00", "B 1×76.00"], "976.00"),
        moved(
            23, 35, ["B 2025-03-21 15:00"],
            ["A 15×60.00", "A 5×57.00", "B 10×76.00", "B 5×72.00"], "2305.00"),
        moved(
            24, 45, ["B 2025-03-13 10:00", "C 2025-04-05 10:00"],
            ["A 12×60.00", "B 3×80.00", "B 15×76.00", "B 5×72.00", "C 10×45.00"], "2910.00"),
        moved(
            25, 8, ["B 2025-03-05 09:00", "A 2025-03-05 21:00"], ["A 8×60.00"], "480.00"),
        moved(26, 5, ["B 2025-03-06 08:00"], ["A 5×60.00"], "300.00"),
        moved(
            27, 20, ["X 2025-03-06 10:00", "A 2025-03-10 10:00"],
            ["A 5×60.00", "A 6×60.00", "A 5×57.00"], "945.00"),
        Case(
            28, Casebook.stay(of: 18), days: 18, ["A 5×60.00", "A 8×60.00", "A 3×57.00"],
            "951.00", leave: ["2025-03-06", "2025-03-07"]),
        Case(
            29, Casebook.stay(of: 20), days: 20, ["A 10×60.00", "A 5×66.00", "A 5×62.70"],
            "1243.50",
            Casebook.scheme(
                Tariff(prices: [
                    "A": [
                        Casebook.price(6_000, until: "2025-03-10"),
                        Casebook.price(6_600, since: "2025-03-11"),
                    ]
                ]))),
        moved(
            31, 20, ["B 2025-03-13 14:00"], ["A 12×60.00", "B 3×80.00", "B 5×76.00"], "1340.00"),
        moved(
            32, 20, ["B 2025-03-11 11:30"], ["A 10×60.00", "B 5×80.00", "B 5×76.00"], "1380.00",
            Casebook.scheme { $0.transferRule = .noon }),
        moved(
            33, 20, ["B 2025-03-11 14:00"], ["A 11×60.00", "B 4×80.00", "B 5×76.00"], "1360.00",
            Casebook.scheme { $0.transferRule = .noon }),
    ]

    /// §5.2: short stays whose patients chose.
    static let elections = [
        chosen(34, 1, [], "0.00"),
        chosen(35, 3, [], "0.00"),
        chosen(36, 5, ["A 5×60.00"], "300.00"),
        chosen(37, 5, ["A 2×60.00"], "120.00") { $0.overrun = .keep },
        chosen(38, 2, ["A 2×60.00"], "120.00") { $0.shortStays = [1, 3] },
    ]

    private func check(_ example: Case) {
        var facts = StayFacts(course: example.course)
        facts.leave = Set(example.leave.compactMap { Day($0) })
        facts.choseOriginal = example.choseOriginal
        let days = example.scheme.assess(facts, through: Casebook.later)
        #expect(days.count == example.days)
        #expect(days.map(\.index) == Array(1...example.days))
        #expect(Casebook.segments(days) == example.segments)
        #expect(Casebook.total(days).yuan == example.total)
    }

    @Test(arguments: lengths)
    func `§5.3 §5.4 a stay costs what its example says`(example: Case) { check(example) }

    @Test(arguments: transfers)
    func `§5.1 days go to who nursed them, as the example says`(example: Case) { check(example) }

    @Test(arguments: elections)
    func `§5.2 a short stay is charged as its patient chose, as the example says`(example: Case) {
        check(example)
    }

    @Test func `§5.1 a transfer moved by two days takes back two lines and posts two (31)`() {
        let scheme = Casebook.scheme()
        func days(_ moves: [String]) -> [BedDay] {
            scheme.assess(
                StayFacts(course: Casebook.stay(of: 20, moves: moves)), through: Casebook.later)
        }
        let revision = Revision(
            from: Casebook.lines(days(["B 2025-03-11 14:00"])), to: days(["B 2025-03-13 14:00"]))
        #expect(revision.reversals.map(\.day.text) == ["2025-03-11", "2025-03-12"])
        #expect(revision.reversals.map(\.amount).sum.yuan == "160.00")
        #expect(revision.additions.compactMap { $0.charge?.amount }.sum.yuan == "120.00")
        #expect(revision.difference.yuan == "-40.00")
    }

    @Test func `a cancelled discharge goes on where it was, and leaves the lines (39)`() {
        let scheme = Casebook.scheme()
        let ten = scheme.assess(
            StayFacts(course: Casebook.stay(of: 10)), through: Casebook.later)
        let sixteen = scheme.assess(
            StayFacts(course: Casebook.stay(of: 16)), through: Casebook.later)
        let revision = Revision(from: Casebook.lines(ten), to: sixteen)
        #expect(revision.reversals.isEmpty)
        #expect(revision.additions.map(\.index) == Array(11...16))
        #expect(Casebook.total(sixteen).yuan == "957.00")
    }

    @Test func `§5.4 the other readings of the tiers cost what they are said to cost`() {
        func total(_ days: Int, _ reading: Scheme.Reading) -> String {
            let days = Casebook.scheme { $0.reading = reading }.assess(
                StayFacts(course: Casebook.stay(of: days)), through: Casebook.later)
            return Casebook.total(days).yuan
        }
        #expect([total(30, .wholeStay), total(31, .wholeStay)] == ["1710.00", "1674.00"])
        #expect([total(30, .hybrid), total(31, .hybrid)] == ["1710.00", "1809.00"])
        #expect([total(15, .hybrid), total(15, .wholeStay)] == ["900.00", "900.00"])
    }

    @Test func `days that are not charged count up to the tiers only where they should`() {
        let course = Casebook.stay(of: 20, moves: ["X 2025-03-06 10:00", "A 2025-03-10 10:00"])
        let days = Casebook.scheme { $0.counter = .chargedDays }
            .assess(StayFacts(course: course), through: Casebook.later)
        #expect(Casebook.segments(days) == ["A 5×60.00", "A 10×60.00", "A 1×57.00"])
    }
}
