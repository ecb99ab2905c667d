import Foundation
import Hospital
import Storage

/// Numbers that look random and are the same each time.
struct Draw: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 32)
    }
}

let lane = "scripted.main"
/// So that the breaker stays out of it.
let patient = Terms(inFlight: 4, breakerAfter: 1_000_000)

func errand(
    _ operation: String = "tell", lane: String = lane, key: String? = nil, number: String? = nil,
    version: Int? = nil, dueAt: Date? = nil, deadline: Date? = nil
) -> Errand {
    Errand(
        connector: "scripted", operation: operation, lane: lane, key: key, number: number,
        version: version, payload: ["settlement": "S1"], dueAt: dueAt, deadline: deadline)
}

/// The outbox of one engine, each call a transaction of its own.
struct Box: Sendable {
    let engine: any Engine
    var terms = patient

    init(_ engine: any Engine, terms: Terms = patient, burst: Int = 10) async throws {
        self.engine = engine
        self.terms = terms
        try await engine.write {
            try Outbox.prepare([(lane, "scripted", burst)], at: moment(), in: $0)
        }
    }

    @discardableResult
    func enqueue(_ errand: Errand, at minute: Double = 0) async throws -> Int {
        try await engine.write { try Outbox.enqueue(errand, at: moment(minute), in: $0) }
    }

    func turn(_ count: Int = 10, at minute: Double = 0, since mark: Date? = nil) async throws
        -> Turn
    {
        let terms = terms
        return try await engine.write {
            try Outbox.claim(
                lane, atMost: count, terms: terms, by: "w", at: moment(minute), since: mark, in: $0)
        }
    }

    func claim(_ count: Int = 10, at minute: Double = 0) async throws -> [Delivery] {
        try await turn(count, at: minute).deliveries
    }

    @discardableResult
    func end(
        _ delivery: Delivery, _ ending: Acknowledgement.Ending,
        sign: Acknowledgement.Sign = .alive, at minute: Double = 0
    ) async throws -> Acknowledged {
        try await end([Acknowledgement(delivery, ending, sign: sign)], at: minute)
    }

    @discardableResult
    func end(_ given: [Acknowledgement], at minute: Double = 0) async throws -> Acknowledged {
        let terms = terms
        return try await engine.write {
            try Outbox.acknowledge(given, terms: { _ in terms }, at: moment(minute), in: $0)
        }
    }

    func find(_ id: Int) async throws -> Delivery? {
        try await engine.read { try Outbox.find(id, in: $0) }
    }

    func states(_ ids: [Int]) async throws -> [Delivery.State?] {
        try await engine.read { transaction in
            try ids.map { try Outbox.find($0, in: transaction)?.state }
        }
    }

    func faults() async throws -> [String] { try await engine.read { try Outbox.verify(in: $0) } }
}

extension EngineMaker {
    func box(
        terms: Terms = patient, burst: Int = 10, _ body: (Box) async throws -> Void
    ) async throws {
        try await with { engine in
            let box = try await Box(engine, terms: terms, burst: burst)
            try await body(box)
            let faults = try await box.faults()
            guard faults.isEmpty else { throw Faults(lines: faults) }
        }
    }
}

/// What `verify` found after a test.
struct Faults: Error { let lines: [String] }
