import Foundation

/// How long a wait is likely to be, in seconds.
public struct Estimate: Codable, Hashable, Sendable {
    /// Half of the waits are shorter.
    public let median: TimeInterval
    /// Four in five are shorter.
    public let likely: TimeInterval

    public init(median: TimeInterval, likely: TimeInterval) {
        self.median = median
        self.likely = likely
    }
}

extension Ticket {
    /// In seconds; fixed at the first call, so that recalls and returns leave it alone.
    public func waited(at now: Date) -> TimeInterval {
        max((firstCalledAt ?? now).timeIntervalSince(issuedAt), 0)
    }
}
