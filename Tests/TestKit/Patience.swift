/// Waiting for something another process does, by looking, with an end.
public enum Patience {
    /// What did not happen in time.
    public struct Exhausted: Error, CustomStringConvertible {
        public let description: String
    }

    /// Looks every 20 ms until `condition` holds; throws after `limit`.
    public static func until(
        _ what: String, within limit: Duration = .seconds(60),
        _ condition: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !condition() {
            guard ContinuousClock.now < deadline else {
                throw Exhausted(description: "waited \(limit) and still not: \(what)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
