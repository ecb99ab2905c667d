import Wires

/// A wire that gives up earlier than whoever calls.
struct HurriedWire: HTTPWire {
    let wire: any HTTPWire
    let limit: Duration

    func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        try await wire.exchange(call, within: min(limit, self.limit))
    }
}
