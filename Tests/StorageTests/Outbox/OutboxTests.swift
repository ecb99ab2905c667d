import Foundation
import Storage
import Testing

/// What the outbox promises, one by one, on both engines.
struct OutboxTests {
    @Test(arguments: EngineMaker.all)
    func `an errand is kept with what made it necessary, or not at all`(maker: EngineMaker)
        async throws
    {
        try await maker.box { box in
            await #expect(throws: Stop.self) {
                try await box.engine.write { transaction in
                    try Records.bind(card: "1", to: "P", at: moment(), in: transaction)
                    try Outbox.enqueue(errand(number: "N"), at: moment(), in: transaction)
                    throw Stop()
                }
            }
            #expect(try await box.engine.read { try Outbox.search(in: $0) } == [])
            // The number is free again.
            let id = try await box.enqueue(errand(number: "N"))
            #expect(try await box.find(id)?.state == .ready)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a number is the same delivery for ever, also after its history was pruned`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let id = try await box.enqueue(errand(number: "N"))
            #expect(try await box.enqueue(errand("other", number: "N")) == id)
            try await box.end(try #require(try await box.claim().first), .delivered)
            #expect(try await box.enqueue(errand(number: "N"), at: 1) == id)
            let pruned = try await box.engine.write {
                try Outbox.prune(before: moment(1), atMost: 10, in: $0)
            }
            #expect(pruned == 1)
            #expect(try await box.enqueue(errand(number: "N"), at: 2) == id)
            #expect(try await box.claim(at: 3) == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `of one key one is out of line, and a second cannot be`(maker: EngineMaker) async throws {
        try await maker.box { box in
            let ids = [
                try await box.enqueue(errand(key: "a")), try await box.enqueue(errand(key: "a")),
                try await box.enqueue(errand(key: "b")),
            ]
            #expect(try await box.states(ids) == [.ready, .behind, .ready])
            let error = await #expect(throws: StorageError.self) {
                try await box.engine.write {
                    try $0.execute("UPDATE delivery SET state = 'ready' WHERE id = \(ids[1])")
                }
            }
            #expect(error?.kind == .constraint)
            for delivery in try await box.claim() { try await box.end(delivery, .delivered) }
            #expect(try await box.states(ids) == [.delivered, .ready, .delivered])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `the newest of a state goes, older ones unsent are superseded, late ones too`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let bed = try await box.enqueue(errand("bed", key: "b12", version: 1))
            let under = try #require(try await box.claim().first)
            let second = try await box.enqueue(errand("bed", key: "b12", version: 2))
            let other = try await box.enqueue(errand("linen", key: "b12"))
            let third = try await box.enqueue(errand("bed", key: "b12", version: 3))
            let late = try await box.enqueue(errand("bed", key: "b12", version: 2))
            #expect(
                try await box.states([bed, second, other, third, late])
                    == [.running, .superseded, .behind, .behind, .superseded])
            // The one under way failed: it is out of date by now.
            try await box.end(
                under, .again(.deliver, at: moment(), isCounted: true, because: "no"))
            #expect(try await box.states([bed, other]) == [.superseded, .ready])
            for delivery in try await box.claim() { try await box.end(delivery, .delivered) }
            for delivery in try await box.claim() { try await box.end(delivery, .delivered) }
            #expect(try await box.states([other, third]) == [.delivered, .delivered])
            let tooLate = try await box.enqueue(errand("bed", key: "b12", version: 2))
            #expect(try await box.states([tooLate]) == [.superseded])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a version whose fate is unknown is asked about before the next goes`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let first = try await box.enqueue(errand(key: "k", version: 1))
            let lease = try #require(try await box.claim().first)
            try await box.end(
                lease, .again(.reconcile, at: moment(5), isCounted: true, because: "?"))
            let second = try await box.enqueue(errand(key: "k", version: 2), at: 1)
            #expect(try await box.states([first, second]) == [.ready, .behind])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `replay keeps the order of old, before everything younger`(maker: EngineMaker)
        async throws
    {
        try await maker.box { box in
            var made: [Int] = []
            for minute in 0..<5 { made.append(try await box.enqueue(errand(), at: Double(minute))) }
            let ids = made
            let claimed = try await box.claim(3, at: 9)
            for delivery in claimed.reversed() {
                try await box.end(delivery, .dead(.deliver, because: "no"), at: 9)
            }
            let asked = [ids[2], ids[0], ids[1], 999]
            let gone = try await box.engine.write { try Outbox.replay(asked, in: $0) }
            #expect(gone == [ids[0], ids[1], ids[2]])
            let terms = Terms(inFlight: 10)
            let turn = try await box.engine.write {
                try Outbox.claim(
                    lane, atMost: 10, terms: terms, by: "w", at: moment(9), in: $0)
            }
            #expect(turn.deliveries.map(\.id) == ids)
            #expect(turn.deliveries.map(\.attempt) == [1, 1, 1, 1, 1])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a dead delivery holds its key until it is skipped`(maker: EngineMaker) async throws {
        try await maker.box { box in
            let first = try await box.enqueue(errand(key: "k"))
            let second = try await box.enqueue(errand(key: "k"))
            let lease = try #require(try await box.claim().first)
            #expect(
                try await box.engine.write {
                    try Outbox.skip(first, because: "x", at: moment(), in: $0)
                } == nil)
            try await box.end(lease, .dead(.deliver, because: "no"))
            #expect(try await box.claim() == [])
            let skipped = try await box.engine.write {
                try Outbox.skip(first, because: "by hand", at: moment(1), in: $0)
            }
            #expect(skipped?.id == first)
            #expect(try await box.states([first, second]) == [.skipped, .ready])
            #expect(try await box.find(first)?.lastError == "by hand")
        }
    }

    @Test(arguments: EngineMaker.all)
    func `urgency grows as a deadline nears, and goes before the order of arrival`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let usual = try await box.enqueue(errand())
            let relaxed = try await box.enqueue(errand(deadline: moment(1_000)), at: 1)
            let pressing = try await box.enqueue(errand(deadline: moment(120)), at: 2)
            let late = try await box.enqueue(errand(deadline: moment(90)), at: 3)
            let raised = try await box.engine.write {
                try Outbox.raiseUrgency(at: moment(100), in: $0)
            }
            #expect(raised == 2)
            #expect(
                try await box.claim(at: 100).map(\.id) == [late, pressing, usual, relaxed])
            #expect(
                try await box.engine.write { try Outbox.raiseUrgency(at: moment(100), in: $0) }
                    == 0)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `two lanes of one key do not wait for each other`(maker: EngineMaker) async throws {
        try await maker.box { box in
            let one = try await box.enqueue(errand(key: "k"))
            let other = try await box.enqueue(errand(lane: "scripted.other", key: "k"))
            #expect(try await box.states([one, other]) == [.ready, .ready])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a search finds by each of its words, the latest first, page by page`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let ids = [
                try await box.enqueue(errand("a", key: "k1", number: "N1")),
                try await box.enqueue(errand("b", key: "k1")),
                try await box.enqueue(errand("c", key: "100%_|")),
            ]
            try await box.end(try #require(try await box.claim(1).first), .delivered)
            func found(_ filter: Outbox.Filter, before: Int? = nil, atMost limit: Int = 10)
                async throws -> [Int]
            {
                try await box.engine.read {
                    try Outbox.search(filter, before: before, atMost: limit, in: $0).map(\.id)
                }
            }
            #expect(try await found(.init()) == ids.reversed())
            #expect(try await found(.init(), atMost: 2) == [ids[2], ids[1]])
            #expect(try await found(.init(), before: ids[1]) == [ids[0]])
            #expect(try await found(.init(states: [.delivered])) == [ids[0]])
            #expect(try await found(.init(states: [.ready, .delivered])) == ids.reversed())
            #expect(try await found(.init(key: "k1")) == [ids[1], ids[0]])
            #expect(try await found(.init(number: "N1")) == [ids[0]])
            #expect(try await found(.init(lane: "scripted.other")) == [])
            #expect(try await found(.init(text: "settlement")) == ids.reversed())
            #expect(try await found(.init(text: "settle_ent")) == [])
            #expect(
                try await box.engine.read {
                    try Outbox.find(number: "N1", of: "scripted", in: $0)?.id
                } == ids[0])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `verify names a key that waits for nobody, and repair mends it`(maker: EngineMaker)
        async throws
    {
        try await maker.box { box in
            let first = try await box.enqueue(errand(key: "k"))
            let second = try await box.enqueue(errand(key: "k"))
            // As somebody with a database tool does.
            try await box.engine.write {
                try $0.execute("DELETE FROM delivery WHERE id = \(first)")
            }
            #expect(try await box.faults().count == 1)
            #expect(try await box.engine.write { try Outbox.repair(in: $0) } == [lane])
            #expect(try await box.states([second]) == [.ready])
        }
    }
}
