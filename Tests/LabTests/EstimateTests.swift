import Foundation
import Lab
import Testing

struct EstimateTests {
    /// Ten draws of so many seconds at window 1.
    private func hall(draws seconds: TimeInterval, waiting: Int) throws -> Hall {
        var hall = Hall { $0.usualDraw = 120 }
        _ = try hall.swipe(40 + waiting, .normal)
        for _ in 0..<40 {
            try hall.run(.next("1"), after: 0)
            try hall.run(.arrive("1"), after: 0)
            try hall.run(.finish("1"), after: seconds)
        }
        try hall.run(.next("1"), after: 0)
        return hall
    }

    private func median(_ hall: Hall, _ label: String) throws -> Estimate {
        let ticket = try #require(hall.line.ticket(labelled: label))
        return try #require(hall.line.estimate(for: ticket.id, at: hall.now))
    }

    @Test func `the estimate follows the pace seen`() throws {
        let quick = try median(hall(draws: 60, waiting: 21), "A060")
        let slow = try median(hall(draws: 240, waiting: 21), "A060")
        #expect(abs(quick.median - 18.5 * 60) < 6 * 60)
        #expect(abs(slow.median - 18.5 * 240) < 18 * 60)
        #expect(quick.likely > quick.median)
    }

    @Test func `the wait halves when a second window opens`() throws {
        var hall = try hall(draws: 90, waiting: 31)
        let one = try median(hall, "A070").median
        try hall.run(.open("2"))
        try hall.run(.next("2"))
        let two = try median(hall, "A070").median
        #expect((0.4...0.6).contains(two / one))
    }

    @Test func `whoever is further back waits longer, and an emergency hardly at all`() throws {
        var hall = try hall(draws: 90, waiting: 10)
        let waits = try (42...50).map { try median(hall, "A0\($0)").median }
        #expect(waits == waits.sorted())
        let newcomer = try #require(hall.line.usualWait(in: "A", at: hall.now))
        #expect(newcomer > waits.last ?? 0)
        let urgent = try hall.swipe(.emergency)
        let estimate = try #require(hall.line.estimate(for: urgent, at: hall.now))
        #expect(estimate.median < waits[2])
    }

    @Test func `with every window closed it supposes one, and with one free it is no wait`() throws
    {
        var hall = Hall { $0.usualDraw = 100 }
        let id = try hall.swipe()
        let closed = try #require(hall.line.estimate(for: id, at: hall.now))
        #expect(closed.median > 0 && closed.median < 200)
        try hall.run(.open("1"))
        #expect(hall.line.estimate(for: id, at: hall.now)?.median == 0)
        try hall.run(.next("1"))
        #expect(hall.line.estimate(for: id, at: hall.now) == nil, "it waits no more")
        #expect(hall.line.usualWait(in: "Z", at: hall.now) == nil)
    }
}
