import Foundation
import Testing

@testable import Lab

/// Random days of a hall, held after every command to what must never happen.
struct MustNeverTests {
    static let seeds = Array(UInt64(1)...12)

    @Test(arguments: seeds)
    func `§6.3 §6.4a §6.4b whatever is pressed, in whatever order, the line holds`(
        seed: UInt64
    ) throws {
        var day = RandomDay(seed: seed)
        for step in 0..<1_000 {
            try day.step()
            if step % 20 == 0 { day.check() }
            try #require(day.faults.isEmpty, "seed \(seed), step \(step): \(day.faults)")
        }
        #expect(day.calls > 60 && day.refusals > 60, "a day with few calls proves little")
        #expect(Line(replaying: day.hall.journal, like: day.first) == day.hall.line)
    }

    @Test(arguments: seeds.prefix(6))
    func `the night carries over what must not be lost, and gives no label twice`(
        seed: UInt64
    ) throws {
        var day = RandomDay(seed: seed &* 77)
        for _ in 0..<400 { try day.step() }
        day.check()
        let evening = day.hall.line
        day.sleep()
        let morning = day.hall.line
        for ticket in evening.tickets.values
        where ticket.isOpen && (ticket.class == .emergency || ticket.state == .resting) {
            #expect(morning.tickets[ticket.id]?.label == ticket.label)
            #expect(morning.tickets[ticket.id]?.state == ticket.state)
        }
        for _ in 0..<300 { try day.step() }
        day.check()
        #expect(day.faults == [])
    }
}

extension Line {
    init(replaying journal: [Event], like line: Line) {
        self = line
        for event in journal { apply(event) }
    }
}
