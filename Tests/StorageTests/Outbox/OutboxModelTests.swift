import Foundation
import Storage
import Testing

/// The outbox against its model: whatever happens in whatever order, both say the same.
struct OutboxModelTests {
    @Test(arguments: EngineMaker.all, [1, 2, 3, 4] as [UInt64])
    func `whatever happens, order within a key is kept and nothing is lost or told twice`(
        maker: EngineMaker, seed: UInt64
    ) async throws {
        try await maker.box { box in
            var play = Play(box: box, draw: Draw(seed))
            for step in 0..<160 { try await play.step(step) }
            try await play.drain()
        }
    }
}

private struct Play {
    let box: Box
    var draw: Draw
    var model = OutboxModel()
    /// Every lease ever given, to be used late.
    var leases: [Delivery] = []
    var told: [Int] = []
    var minute = 0.0

    init(box: Box, draw: Draw) {
        self.box = box
        self.draw = draw
    }

    mutating func step(_ number: Int) async throws {
        minute += Double(Int.random(in: 0...2, using: &draw))
        switch Int.random(in: 0..<20, using: &draw) {
        case 0..<6: try await enqueue(number)
        case 6..<11: try await claim(Int.random(in: 1...4, using: &draw))
        case 11..<16: try await acknowledge()
        case 16: try await replay()
        case 17: try await skip()
        case 18: try await pause()
        default: try await reclaim()
        }
        try await compare()
    }

    private mutating func enqueue(_ number: Int) async throws {
        let key = Int.random(in: 0..<5, using: &draw)
        let isRepeat = Int.random(in: 0..<5, using: &draw) == 0
        let name = isRepeat ? model.numbers.keys.sorted().randomElement(using: &draw) : nil
        let errand = errand(
            key: key == 0 ? nil : "k\(key)", number: name ?? "n\(number)",
            dueAt: Bool.random(using: &draw) ? nil : moment(minute + 1))
        let id = try await box.enqueue(errand, at: minute)
        if let name, let known = model.numbers[name] {
            #expect(id == known)
        } else {
            model.enqueue(id, errand, at: moment(minute))
        }
    }

    private mutating func claim(_ count: Int) async throws {
        let taken = try await box.claim(count, at: minute)
        let expected = model.claim(count, of: box.terms.inFlight, at: moment(minute))
        #expect(taken.map(\.id) == expected)
        leases += taken
    }

    private mutating func acknowledge() async throws {
        guard let lease = leases.randomElement(using: &draw) else { return }
        let ending: Acknowledgement.Ending =
            switch Int.random(in: 0..<6, using: &draw) {
            case 0: .again(.deliver, at: moment(minute + 2), isCounted: true, because: "no")
            case 1: .again(.reconcile, at: moment(minute + 1), isCounted: false, because: "wait")
            case 2: .dead(.deliver, because: "refused")
            default: .delivered
            }
        let settlement = try await box.end(lease, ending, at: minute)
        let isGood = model.end(lease.id, epoch: lease.epoch, ending)
        #expect(settlement.outlived.isEmpty == isGood)
        if isGood, ending == .delivered { told.append(lease.id) }
    }

    private mutating func replay() async throws {
        let ids = Set(model.open.filter { _ in Bool.random(using: &draw) }.map(\.id))
        let gone = try await box.engine.write { try Outbox.replay(Array(ids), in: $0) }
        #expect(gone == gone.sorted())
        model.replay(ids)
    }

    private mutating func skip() async throws {
        guard let id = model.open.randomElement(using: &draw)?.id else { return }
        let now = moment(minute)
        try await box.engine.write { _ = try Outbox.skip(id, because: "old", at: now, in: $0) }
        model.skip(id)
    }

    private mutating func pause() async throws {
        let now = moment(minute)
        if model.isPaused {
            try await box.engine.write { try Outbox.resume(lane, in: $0) }
        } else {
            try await box.engine.write { try Outbox.pause(lane, by: "it", at: now, in: $0) }
        }
        model.isPaused.toggle()
    }

    private mutating func reclaim() async throws {
        try await box.engine.write { _ = try Outbox.reclaim(in: $0) }
        model.reclaim()
    }

    private func compare() async throws {
        let open = try await box.engine.read {
            try Outbox.search(
                Outbox.Filter(states: [.ready, .behind, .running, .dead]), atMost: 1_000, in: $0)
        }
        let told = open.reversed().map {
            "\($0.id) \($0.state) \($0.attempt) \($0.epoch) \($0.dueAt.timeIntervalSince1970)"
        }
        let expected = model.open.map {
            "\($0.id) \($0.state) \($0.attempt) \($0.epoch) \($0.dueAt.timeIntervalSince1970)"
        }
        try #require(told == expected)
    }

    /// Lets all that is left go, and looks back at the whole.
    mutating func drain() async throws {
        if model.isPaused { try await pause() }
        try await reclaim()
        minute += 1_000
        while !model.open.isEmpty {
            let dead = model.open.filter { $0.state == .dead }.map(\.id)
            _ = try await box.engine.write { try Outbox.replay(dead, in: $0) }
            model.replay(Set(dead))
            let taken = try await box.claim(4, at: minute)
            try #require(taken.map(\.id) == model.claim(4, of: 4, at: moment(minute)))
            for delivery in taken {
                try await box.end(delivery, .delivered, at: minute)
                _ = model.end(delivery.id, epoch: delivery.epoch, .delivered)
                told.append(delivery.id)
            }
        }
        #expect(Set(told).count == told.count)
        for (_, order) in model.ended { #expect(order == order.sorted()) }
        let ended = try await box.engine.read {
            try Outbox.search(Outbox.Filter(states: [.delivered]), atMost: 1_000, in: $0)
        }
        #expect(ended.map(\.id).sorted() == told.sorted())
    }
}
