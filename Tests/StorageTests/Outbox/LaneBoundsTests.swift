import Foundation
import Storage
import Testing

/// Pace, breaker, room: what a lane lets through, kept in the database.
struct LaneBoundsTests {
    @Test(arguments: EngineMaker.all)
    func `the pace holds over restarts: a bucket empty before is empty after`(maker: EngineMaker)
        async throws
    {
        let terms = Terms(inFlight: 100, perSecond: 0.5, burst: 4)
        try await maker.box(terms: terms, burst: 4) { box in
            for _ in 0..<12 { try await box.enqueue(errand()) }
            let first = try await box.turn(50)
            #expect(first.deliveries.count == 4)
            #expect(first.next == .at(moment().addingTimeInterval(2)))
            // Another daemon, or the same again: the lane's row is there.
            let again = try await Box(box.engine, terms: terms, burst: 4)
            #expect(try await again.turn(50).deliveries.isEmpty)
            #expect(try await again.turn(50, at: 4.0 / 60).deliveries.count == 2)
            // A clock that went back brings nothing, and takes nothing.
            #expect(try await again.turn(50, at: -60).deliveries.isEmpty)
            #expect(try await again.turn(50, at: 100).deliveries.count == 4)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `no more are under way than the lane allows, whoever claims`(maker: EngineMaker)
        async throws
    {
        try await maker.box(terms: Terms(inFlight: 2)) { box in
            for _ in 0..<5 { try await box.enqueue(errand()) }
            let turn = try await box.turn()
            #expect(turn.deliveries.count == 2 && turn.next == .acknowledgement)
            #expect(try await box.turn().next == .acknowledgement)
            try await box.end(try #require(turn.deliveries.first), .delivered)
            #expect(try await box.turn().deliveries.count == 1)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `the breaker opens, tries one, opens for longer, and closes on an answer`(
        maker: EngineMaker
    ) async throws {
        let terms = Terms(inFlight: 3, breakerAfter: 3, open: 60, openAtMost: 100)
        try await maker.box(terms: terms) { box in
            for _ in 0..<6 { try await box.enqueue(errand()) }
            func fail(_ delivery: Delivery, at minute: Double) async throws {
                try await box.end(
                    delivery,
                    .again(.deliver, at: moment(minute), isCounted: true, because: "503"),
                    sign: .failing, at: minute)
            }
            let three = try await box.claim()
            for delivery in three.prefix(2) { try await fail(delivery, at: 0) }
            // Somebody answered in between: they count anew.
            try await box.end(try #require(three.last), .delivered)
            for delivery in try await box.claim() { try await fail(delivery, at: 0) }
            let closed = try await box.turn()
            #expect(closed.deliveries.isEmpty && closed.next == .at(moment(1)))
            let trial = try await box.turn(at: 1)
            #expect(trial.isTrial && trial.deliveries.count == 1)
            #expect(try await box.turn(at: 1).deliveries.isEmpty)
            try await fail(try #require(trial.deliveries.first), at: 1)
            // Doubled, but not beyond what is allowed.
            #expect(try await box.turn(at: 1).next == .at(moment(1).addingTimeInterval(100)))
            let second = try await box.turn(at: 4)
            #expect(second.isTrial)
            try await box.end(try #require(second.deliveries.first), .delivered, at: 4)
            #expect(try await box.turn(at: 4).deliveries.count == 3)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `resuming a lane lets its open breaker try at once`(maker: EngineMaker) async throws {
        try await maker.box(terms: Terms(breakerAfter: 1, open: 600)) { box in
            try await box.enqueue(errand())
            let lease = try #require(try await box.claim().first)
            try await box.end(
                lease, .again(.deliver, at: moment(), isCounted: true, because: "503"),
                sign: .failing)
            #expect(try await box.claim() == [])
            try await box.engine.write { try Outbox.resume(lane, in: $0) }
            #expect(try await box.claim().count == 1)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a claim that passes over what came in out of turn finds it at its next whole look`(
        maker: EngineMaker
    ) async throws {
        try await maker.box(terms: Terms(inFlight: 100)) { box in
            for minute in 0..<4 { try await box.enqueue(errand(), at: Double(minute)) }
            let turn = try await box.turn(2, at: 9)
            #expect(turn.mark == moment(1))
            let early = try await box.enqueue(errand(dueAt: moment(-5)), at: 9)
            let urgent = try await box.enqueue(
                errand(dueAt: moment(-5), deadline: moment(8)), at: 9)
            try await box.engine.write { _ = try Outbox.raiseUrgency(at: moment(9), in: $0) }
            let since = try await box.turn(10, at: 9, since: turn.mark).deliveries.map(\.id)
            #expect(since.contains(urgent) && !since.contains(early) && since.count == 3)
            #expect(try await box.claim(at: 9).map(\.id) == [early])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `figures tell how each lane stands`(maker: EngineMaker) async throws {
        try await maker.box { box in
            for minute in 0..<3 { try await box.enqueue(errand(key: "k"), at: Double(minute)) }
            let dead = try await box.enqueue(errand(), at: 1)
            let claimed = try await box.claim(at: 5)
            for delivery in claimed where delivery.id == dead {
                try await box.end(delivery, .dead(.deliver, because: "no"), at: 5)
            }
            try await box.engine.write { try Outbox.count([lane: (2, 1)], in: $0) }
            let figures = try #require(
                try await box.engine.read { try Outbox.figures(in: $0) }.first)
            #expect(figures.waiting == 2 && figures.inFlight == 1 && figures.dead == 1)
            #expect(figures.oldest == moment(1))
            #expect(figures.delivered == 2 && figures.failed == 1)
        }
    }
}
