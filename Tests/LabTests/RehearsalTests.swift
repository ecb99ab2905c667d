import Foundation
import Testing

@testable import Lab

struct RehearsalTests {
    @Test func `a seed plays the same day, another seed another`() {
        let first = Rehearsal(seed: 7, patients: 400, windows: 4).run()
        let again = Rehearsal(seed: 7, patients: 400, windows: 4).run()
        let other = Rehearsal(seed: 8, patients: 400, windows: 4).run()
        #expect(first.text == again.text)
        #expect(first.text != other.text)
    }

    @Test func `everybody who comes is drawn, but those who walked away`() {
        let report = Rehearsal(seed: 3, patients: 1_000, windows: 8).run()
        let drawn = report.shifts.reduce(0) { $0 + $1.tickets }
        let redraws = report.waits.first { $0.class == .due }?.tickets ?? 0
        #expect(drawn - redraws + report.left == 1_000)
        #expect(report.left < 40)
        #expect(report.shifts.allSatisfy { (0...1).contains($0.busy) })
    }

    @Test func `§6.4b emergencies wait for a moment where others wait for long`() throws {
        let report = Rehearsal(seed: 5, patients: 1_500, windows: 6).run()
        let emergency = try #require(report.waits.first { $0.class == .emergency })
        let normal = try #require(report.waits.first { $0.class == .normal })
        #expect(emergency.longest < 180)
        #expect(normal.median > 600)
    }

    @Test func `more windows mean shorter waits`() throws {
        let waits = try [4, 8, 16].map { windows in
            try #require(
                Rehearsal(seed: 1, patients: 1_200, windows: windows).run()
                    .waits.first { $0.class == .normal }
            ).four5ths
        }
        #expect(waits == waits.sorted(by: >))
        #expect(waits[0] > 4 * waits[2])
    }

    @Test(arguments: UInt64(1)...3)
    func `the estimates on the tickets are honest`(seed: UInt64) {
        let honesty = Rehearsal(seed: seed, patients: 2_000, windows: 12).run().honesty
        #expect((0.75...0.95).contains(honesty.withinLikely))
        #expect((0.35...0.8).contains(honesty.withinMedian))
        #expect(honesty.medianError < 300)
    }

    @Test func `nobody comes, or there is no hall, and still it ends`() {
        #expect(Rehearsal(seed: 1, patients: 0, windows: 0).run().waits.isEmpty)
        let empty = Rules(hall: "h", queues: [], windows: [])
        #expect(Rehearsal(seed: 1, patients: 9, rules: empty).run().honesty.tickets == 0)
    }

    @Test func `the agenda gives what is planned in order of time, then of planning`() {
        var (agenda, random) = (Agenda<Int>(), SplitMix(seed: 9))
        let times = (0..<300).map { _ in Int.random(in: 0..<40, using: &random) }
        for (item, time) in times.enumerated() {
            agenda.plan(item, at: Hall.eight + Double(time))
        }
        var seen: [Int] = []
        while let next = agenda.next() { seen.append(next.item) }
        #expect(seen == times.indices.sorted { (times[$0], $0) < (times[$1], $1) })
    }
}
