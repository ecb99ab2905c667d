/// What a lane may do at once, in a while, and after failures.
public struct Terms: Hashable, Sendable {
    /// Deliveries under way at once, on all nodes together.
    public var inFlight: Int
    /// Deliveries a second on the long run; without bound where nil.
    public var perSecond: Double?
    /// How many may go at once after a pause.
    public var burst: Int
    /// Failures in a row that open the circuit breaker.
    public var breakerAfter: Int
    /// Seconds the breaker stays open, doubled each time the trial fails, up to `openAtMost`.
    public var open: Int
    public var openAtMost: Int

    public init(
        inFlight: Int = 1, perSecond: Double? = nil, burst: Int = 10, breakerAfter: Int = 5,
        open: Int = 30, openAtMost: Int = 600
    ) {
        self.inFlight = inFlight
        self.perSecond = perSecond
        self.burst = burst
        self.breakerAfter = breakerAfter
        self.open = open
        self.openAtMost = openAtMost
    }
}
