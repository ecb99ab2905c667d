/// Tells one long swipe from two: the same card again within 3 s is the same swipe.
///
/// Each sight of the card starts the 3 s anew, so a card left on the reader is one swipe.
struct Debounce {
    private let window: Duration
    private var seen: [String: ContinuousClock.Instant] = [:]

    init(window: Duration = ReaderTiming().sameCard) { self.window = window }

    mutating func isNew(_ key: String, at now: ContinuousClock.Instant) -> Bool {
        seen = seen.filter { now - $0.value < window }
        return seen.updateValue(now, forKey: key) == nil
    }
}
