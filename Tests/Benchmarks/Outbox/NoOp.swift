import Foundation
import Hospital
import Hub
import Lab
import Storage

/// A connector whose counterparty has everything at once: what is left is the outbox.
struct NoOp: Connector {
    struct Settings: Codable, Sendable {}

    static let name = "noop"
    static let title = Words("空转", "No-op")
    static let sample = Settings()
    static let examples: [Example] = []
    static let lane = "noop.one"

    let inFlight: Int
    /// Told of each end: one by one in the transaction that writes it down, of many when tried.
    let ends: AsyncStream<ContinuousClock.Instant>.Continuation

    init(inFlight: Int, ends: AsyncStream<ContinuousClock.Instant>.Continuation) {
        (self.inFlight, self.ends) = (inFlight, ends)
    }

    init(_ settings: Settings, at premises: Premises) {
        self.init(inFlight: 1, ends: AsyncStream<ContinuousClock.Instant>.makeStream().continuation)
    }

    var lanes: [Lane] {
        var policy = LanePolicy()
        policy.inFlight = inFlight
        return [Lane(Self.lane, Self.title, policy: policy)]
    }

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        // What is written next waits for this transaction: no look at the table in between.
        if inFlight == 1 { return .delivered.keeping { [ends] _ in ends.yield(.now) } }
        ends.yield(.now)
        return .delivered
    }

    /// As long as a small notice is.
    static func errand(_ number: Int) -> Errand {
        Errand(
            connector: name, operation: "tell", lane: lane, key: "p\(number)",
            payload: .object([
                "patient": .string("P\(number)"), "visit": .string("V\(number)"),
                "text": .string("检验报告已出，请到自助机打印"),
            ]))
    }
}
