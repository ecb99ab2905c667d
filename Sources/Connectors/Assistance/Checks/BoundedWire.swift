import Hub
import Insurer
import Wires

/// A wire that gives up earlier than its caller would: somebody stands at a counter.
struct BoundedWire: HTTPWire {
    let wire: any HTTPWire
    let limit: Duration

    func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        try await wire.exchange(call, within: min(limit, self.limit))
    }
}

extension Question {
    /// The evidence of a question, with the time that one answer may take.
    func carry(within limit: Duration) -> InsurerGateway.Carry {
        let carry = insurerCarry
        return { call, http, number in
            try await carry(call, BoundedWire(wire: http, limit: limit), number)
        }
    }
}
