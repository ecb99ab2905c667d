import Foundation
import Hospital
import Hub
import Lab
import Storage
import Wires

/// A connector that does what a test says.
struct ScriptedConnector: Connector {
    struct Settings: Codable, Sendable {}

    static let name = "scripted"
    static let title = Words("测试", "Test")
    static let sample = Settings()
    static let wants: Set<HISEvent.Kind> = [.settlementReversed]
    static let examples: [Example] = []

    var lanes: [Lane] = [Lane("scripted.main", Words("主", "Main"))]
    var timetable: [Schedule] = []
    var plan: @Sendable (HISEvent, any Transaction) throws -> [Errand] = { _, _ in [] }
    var tell: @Sendable (Attempt) async throws -> Outcome = { _ in .delivered }
    var ask: @Sendable (Attempt) async throws -> Outcome = { _ in .unknown(because: "no answer") }
    var grieve: @Sendable (Delivery, String, any Transaction) throws -> Void = { _, _, _ in }

    init(_ settings: Settings, at premises: Premises) throws {}

    init(_ policy: LanePolicy = .quick) { lanes[0].policy = policy }

    func errands(for event: HISEvent, in transaction: any Transaction) throws -> [Errand] {
        try plan(event, transaction)
    }

    func deliver(_ attempt: Attempt) async throws -> Outcome { try await tell(attempt) }

    func reconcile(_ attempt: Attempt) async throws -> Outcome { try await ask(attempt) }

    func gaveUp(_ delivery: Delivery, because: String, in transaction: any Transaction) throws {
        try grieve(delivery, because, transaction)
    }
}

extension LanePolicy {
    /// A lane whose breaker and attempts stay out of a test that is about something else.
    static var quick: LanePolicy {
        var policy = LanePolicy()
        policy.breakerAfter = 1_000
        policy.attempts = 1_000
        return policy
    }

    func changed(_ change: (inout LanePolicy) -> Void) -> LanePolicy {
        var policy = self
        change(&policy)
        return policy
    }
}

/// What is said to the counterparty of a test, in words.
struct Saying: Legible, Hashable, ExpressibleByStringLiteral {
    let legible: String
    init(_ text: String) { legible = text }
    init(stringLiteral text: String) { legible = text }
}

/// A wire that does what a test says.
struct ScriptedWire: Wire {
    let answer: @Sendable (Saying) async throws -> Saying

    func exchange(_ request: Saying, within limit: Duration) async throws -> Saying {
        try await answer(request)
    }
}
