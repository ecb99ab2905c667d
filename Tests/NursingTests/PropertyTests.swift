import Hospital
import Testing

@testable import Nursing

/// What must hold of any stay.
struct PropertyTests {
    /// The rules once more, as short as they can be said: the total of a stay in fen.
    private func reference(
        _ moves: [(hour: Int, department: String)], days: Int, leave: Set<Int>
    ) -> Int {
        var total = 0
        for day in 0..<days {
            let midnight = (day + 1) * 24
            let owner = moves.last { $0.hour < midnight }?.department ?? ""
            guard let price = Casebook.prices[owner], !leave.contains(day) else { continue }
            let percent = day < 15 ? 100 : day < 30 ? 95 : 90
            let thousandths = price * percent * 10
            total += thousandths / 1_000 + (thousandths % 1_000 >= 500 ? 1 : 0)
        }
        return total
    }

    private struct Draw {
        let days: Int
        let moves: [(hour: Int, department: String)]
        let leave: Set<Int>

        init(_ dice: inout Dice) {
            let days = dice.roll(1...70)
            let hours = (0..<dice.roll(0...5)).map { _ in dice.roll(11...days * 24 + 8) }
            moves =
                [(hour: 10, department: "A")]
                + hours.sorted().map { ($0, ["A", "B", "C", "D", "X"][dice.roll(0...4)]) }
            leave = Set((0..<dice.roll(0...4)).map { _ in dice.roll(0...days - 1) })
            self.days = days
        }

        var facts: StayFacts {
            let first = Day(year: 2025, month: 3, day: 1)
            let places = moves.map { move in
                Course.Place(
                    since: WallTime(
                        day: first + move.hour / 24, second: move.hour % 24 * 3600),
                    department: move.department, ward: nil)
            }
            let course = Course(
                admitted: WallTime(day: first, second: 36_000),
                discharged: WallTime(day: first + days, second: 32_400), places: places)
            return StayFacts(course: course, leave: Set(leave.map { first + $0 }))
        }
    }

    @Test func `any history costs what the reference says, to the fen`() {
        var dice = Dice(seed: 5)
        let scheme = Casebook.scheme()
        for _ in 0..<3_000 {
            let draw = Draw(&dice)
            let days = scheme.assess(draw.facts, through: Casebook.later)
            let wanted = reference(draw.moves, days: draw.days, leave: draw.leave)
            #expect(Casebook.total(days).fen == wanted, "\(draw)")
            // A line for each day at most, and each in its place.
            #expect(days.map(\.index) == Array(1...draw.days))
            #expect(Set(days.map(\.day)).count == draw.days)
        }
    }

    @Test func `never 5: a longer stay costs more, from 1 to 400 days`() {
        let scheme = Casebook.scheme()
        for department in ["A", "B", "C", "D"] {
            var before = Money.zero
            for length in 1...400 {
                let days = scheme.assess(
                    StayFacts(course: Casebook.stay(of: length, in: department)),
                    through: Casebook.later)
                let total = Casebook.total(days)
                #expect(days.count == length)
                #expect(total > before, "\(length) days in \(department)")
                before = total
            }
        }
    }

    @Test func `a plain stay has one line for each of its days and no other`() {
        let scheme = Casebook.scheme()
        for length in 1...100 {
            let days = scheme.assess(
                StayFacts(course: Casebook.stay(of: length)), through: Casebook.later)
            let first = Day(year: 2025, month: 3, day: 1)
            #expect(days.map(\.day) == (0..<length).map { first + $0 })
            #expect(days.allSatisfy { $0.charge != nil })
        }
    }

    @Test func `a move between departments of one price changes no total`() {
        var dice = Dice(seed: 7)
        let scheme = Casebook.scheme()
        for _ in 0..<500 {
            let length = dice.roll(1...80)
            let at = Day(year: 2025, month: 3, day: 1) + dice.roll(0...length)
            let hour = at.text == "2025-03-01" ? dice.roll(11...23) : dice.roll(0...8)
            let moved = Casebook.stay(
                of: length, moves: ["E \(at) \(hour < 10 ? "0" : "")\(hour):00"])
            let stayed = Casebook.stay(of: length)
            let totals = [moved, stayed].map {
                Casebook.total(scheme.assess(StayFacts(course: $0), through: Casebook.later))
            }
            #expect(totals[0] == totals[1], "\(length) days, moved \(at) \(hour):00")
        }
    }

    @Test func `a revision leads to what is wanted, and a second one has nothing to do`() {
        var dice = Dice(seed: 11)
        let scheme = Casebook.scheme()
        for _ in 0..<500 {
            let before = scheme.assess(Draw(&dice).facts, through: Casebook.later)
            let wanted = scheme.assess(Draw(&dice).facts, through: Casebook.later)
            let live = Casebook.lines(before)
            let revision = Revision(from: live, to: wanted)
            let gone = Set(revision.reversals.map(\.id))
            let left =
                live.filter { !gone.contains($0.id) }
                + Casebook.lines(revision.additions, from: 1_000)
            #expect(Set(left.map(\.day)).count == left.count, "two lines on one day")
            #expect(left.map(\.amount).sum == Casebook.total(wanted))
            #expect(Revision(from: left, to: wanted).isEmpty)
            #expect(
                live.map(\.amount).sum + revision.difference == Casebook.total(wanted))
        }
    }

    @Test func `a day by itself comes to the same as among all of them`() {
        var dice = Dice(seed: 13)
        let scheme = Casebook.scheme()
        for _ in 0..<300 {
            let facts = Draw(&dice).facts
            let all = scheme.assess(facts, through: Casebook.later)
            let cut = dice.roll(0...all.count)
            let start = facts.course.admitted.day + cut
            #expect(
                scheme.assess(facts, through: Casebook.later, from: start)
                    == Array(all.dropFirst(cut)))
        }
    }
}

/// The same numbers each time.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
}
