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

    init(inFlight: Int) { self.inFlight = inFlight }
    init(_ settings: Settings, at premises: Premises) { inFlight = 1 }

    var lanes: [Lane] {
        var policy = LanePolicy()
        policy.inFlight = inFlight
        return [Lane(Self.lane, Self.title, policy: policy)]
    }

    func deliver(_ attempt: Attempt) async throws -> Outcome { .delivered }

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
