import Foundation

/// Notices when somebody sets the wall clock: it and the monotonic clock part.
struct ClockWatch: Sendable {
    /// A set clock rather than one that drifts or is slewed, in seconds.
    static let jump: TimeInterval = 300

    private var wall: Date
    private var steady: ContinuousClock.Instant

    init(wall: Date, steady: ContinuousClock.Instant) {
        self.wall = wall
        self.steady = steady
    }

    /// How far the wall clock was set since the last look, in seconds; nil where it was not.
    mutating func look(wall: Date, steady: ContinuousClock.Instant) -> TimeInterval? {
        let gone = (steady - self.steady) / .seconds(1)
        let set = wall.timeIntervalSince(self.wall) - gone
        self.wall = wall
        self.steady = steady
        return abs(set) > Self.jump ? set : nil
    }
}
