import Foundation

/// How many deliveries may go now so that the long run keeps its pace.
///
/// Kept in the lane's row, so that a restart does not fill it.
struct Bucket: Hashable, Sendable {
    var tokens: Double
    var at: Date

    /// Adds what time has brought; a clock that went back brings nothing.
    mutating func fill(_ terms: Terms, at now: Date) {
        guard let pace = terms.perSecond else { return }
        let elapsed = max(0, now.timeIntervalSince(at))
        tokens = min(Double(max(1, terms.burst)), tokens + elapsed * pace)
        at = now
    }

    /// Whole deliveries it holds.
    func holds(_ terms: Terms) -> Int {
        // Sums of tenths fall a hair short of the whole.
        terms.perSecond == nil ? .max : Int((tokens + 1e-6).rounded(.down))
    }

    mutating func take(_ count: Int, _ terms: Terms) {
        if terms.perSecond != nil { tokens = max(0, tokens - Double(count)) }
    }

    /// When the next one may go.
    func next(_ terms: Terms) -> Date {
        guard let pace = terms.perSecond, pace > 0 else { return .distantFuture }
        return at.addingTimeInterval(max(0, 1 - tokens) / pace)
    }
}
