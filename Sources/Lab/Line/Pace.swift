import Foundation

/// How fast the hall draws: the recent times from one call to the next at a busy window.
struct Pace: Equatable, Sendable {
    /// So many calls are recent.
    private static let memory = 60
    /// The configured draw counts as so many calls, so that two quick ones prove nothing.
    private static let trust = 6.0

    /// What a call takes before the day has shown it, in seconds.
    let usual: TimeInterval
    /// In seconds; the oldest is overwritten.
    private var recent: [TimeInterval] = []
    private var oldest = 0

    init(usual: TimeInterval) {
        self.usual = max(usual, 1)
    }

    /// - Parameter seconds: From a call until the window could call again.
    mutating func see(_ seconds: TimeInterval) {
        guard seconds.isFinite, seconds >= 0 else { return }
        if recent.count < Self.memory {
            recent.append(seconds)
        } else {
            recent[oldest] = seconds
            oldest = (oldest + 1) % Self.memory
        }
    }

    /// The mean and its spread for one call, in seconds.
    ///
    /// The mean, because waits add up; a draw forgotten for an hour counts as four usual ones.
    var call: (mean: TimeInterval, spread: TimeInterval) {
        let sorted = recent.sorted()
        let middle = sorted.isEmpty ? usual : sorted[sorted.count / 2]
        let limit = max(middle, usual / 4) * 4
        let kept = sorted.map { min($0, limit) }
        let number = Double(kept.count) + Self.trust
        let mean = (kept.reduce(0, +) + usual * Self.trust) / number
        let squares = kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let supposed = Self.trust * usual * usual / 4
        return (mean, ((squares + supposed) / number).squareRoot())
    }
}
