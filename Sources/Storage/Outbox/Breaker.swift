import Foundation

/// Keeps a lane from knocking at a door that does not answer.
///
/// Closed, it lets everything through. After failures in a row it opens and lets nothing through
/// for a while, then one delivery as a trial: an answer closes it, a failure opens it for twice
/// as long.
public struct Breaker: Hashable, Sendable {
    public enum State: String, Codable, Sendable, CaseIterable { case closed, open, trial }

    public var state: State = .closed
    /// Failures in a row while closed.
    public var failures = 0
    /// How often it has opened since it was last closed.
    public var openings = 0
    /// When it is open: the moment of the trial.
    public var opensAt: Date?

    public init() {}

    /// The counterparty answered, whatever it said.
    mutating func answered() { self = Breaker() }

    mutating func failed(_ terms: Terms, at now: Date) {
        switch state {
        case .closed:
            failures += 1
            if failures >= terms.breakerAfter { open(terms, at: now) }
        case .trial: open(terms, at: now)
        // Those that were under way when it opened say nothing new.
        case .open: break
        }
    }

    private mutating func open(_ terms: Terms, at now: Date) {
        let doubled = Double(terms.open) * pow(2, Double(min(openings, 20)))
        state = .open
        openings += 1
        opensAt = now.addingTimeInterval(min(doubled, Double(max(terms.open, terms.openAtMost))))
    }

    /// Lets one through where its time has come, or is further off than it ever can be: then the
    /// clock was ahead when it opened.
    mutating func tryAgain(_ terms: Terms, at now: Date) {
        guard state == .open else { return }
        let wait = opensAt?.timeIntervalSince(now) ?? 0
        if wait <= 0 || wait > Double(max(terms.open, terms.openAtMost)) { state = .trial }
    }
}
