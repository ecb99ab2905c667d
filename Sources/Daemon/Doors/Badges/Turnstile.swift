import Synchronization

/// How many changing requests one address may make: a bucket of tokens for each.
final class Turnstile: Sendable {
    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant
    }

    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])
    /// Addresses remembered; the hall has far fewer devices.
    private static let addressesAtMost = 4_096

    init(perSecond: Int) { self.perSecond = Double(perSecond) }

    func lets(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { buckets in
            if buckets.count > Self.addressesAtMost { buckets.removeAll() }
            // Two seconds' worth may come at once.
            var bucket = buckets[address] ?? Bucket(left: perSecond * 2, at: now)
            let elapsed = bucket.at.duration(to: now) / .seconds(1)
            bucket.left = min(perSecond * 2, bucket.left + elapsed * perSecond)
            bucket.at = now
            defer { buckets[address] = bucket }
            guard bucket.left >= 1 else { return false }
            bucket.left -= 1
            return true
        }
    }
}
