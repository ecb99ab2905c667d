import Foundation
import Lab

/// One door of a counterparty: its order, its pace, its hours.
///
/// Lanes share no worker: one that hangs delays no other.
public struct Lane: Hashable, Sendable {
    /// Begins with the connector's name, such as `einvoice.benbu`.
    public let name: String
    public let title: Words
    /// Whose door it is, where each campus has its own.
    public let campus: String?
    public var policy: LanePolicy

    public init(
        _ name: String, _ title: Words, campus: String? = nil, policy: LanePolicy = LanePolicy()
    ) {
        self.name = name
        self.title = title
        self.campus = campus
        self.policy = policy
    }
}

/// How a lane is driven; the `lane:` part of a connector's settings.
public struct LanePolicy: Codable, Hashable, Sendable {
    /// A time of day when the counterparty is closed, such as 23:00 to 05:00.
    public struct Closing: Codable, Hashable, Sendable {
        public var from: String
        public var until: String

        public init(from: String, until: String) {
            self.from = from
            self.until = until
        }
    }

    /// Deliveries under way at once, on all nodes together.
    public var inFlight = 1
    /// Deliveries a second on the long run; without bound where nil.
    public var perSecond: Double?
    /// How many may go at once after a pause.
    public var burst = 10
    /// Seconds one try may take.
    public var seconds = 30
    /// Tries before a person must look.
    public var attempts = 12
    /// Days after which a delivery that still fails waits for a person, too.
    public var days = 7
    /// Seconds before the second try, the third, …; the last one counts for all further ones.
    public var backOff = [5, 30, 120, 600]
    /// Failures in a row that open the circuit breaker.
    public var breakerAfter = 5
    /// Seconds the breaker stays open, doubled each time the trial fails.
    public var breakerOpen = 30
    /// The breaker stays open no longer than this many seconds.
    public var breakerOpenAtMost = 600
    /// Times of day without deliveries; waiting then is no failure.
    public var closed: [Closing] = []

    public init() {}

    /// What is left out is as above.
    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        inFlight = try asked.decode(.inFlight, or: inFlight)
        perSecond = try asked.decodeIfPresent(Double.self, forKey: .perSecond)
        burst = try asked.decode(.burst, or: burst)
        seconds = try asked.decode(.seconds, or: seconds)
        attempts = try asked.decode(.attempts, or: attempts)
        days = try asked.decode(.days, or: days)
        backOff = try asked.decode(.backOff, or: backOff)
        breakerAfter = try asked.decode(.breakerAfter, or: breakerAfter)
        breakerOpen = try asked.decode(.breakerOpen, or: breakerOpen)
        breakerOpenAtMost = try asked.decode(.breakerOpenAtMost, or: breakerOpenAtMost)
        closed = try asked.decode(.closed, or: closed)
    }
}
