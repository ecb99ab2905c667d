import Foundation
import Synchronization

/// How many cards may be tried at a kiosk before it must wait: nobody guesses their way in.
final class SwipeLimit: Sendable {
    fileprivate struct Tries {
        var swipes: [Date] = []
        /// Unknown cards and wrong proofs.
        var misses: [Date] = []
    }

    /// Cards in a minute.
    private static let swipesAtMost = 12
    /// Unknown cards and wrong proofs in ten minutes, at one kiosk or of one patient.
    private static let missesAtMost = 6

    private let tries = Mutex<[String: Tries]>([:])

    /// Notes a swipe at `place`; false where it must wait.
    func lets(_ place: String, at now: Date) -> Bool {
        tries.withLock { tries in
            var mine = tries[place, default: Tries()].recent(at: now)
            defer { tries[place] = mine }
            guard mine.swipes.count < Self.swipesAtMost, mine.misses.count < Self.missesAtMost
            else { return false }
            mine.swipes.append(now)
            return true
        }
    }

    /// Notes a miss at a kiosk or of a patient.
    func missed(_ places: String..., at now: Date) {
        tries.withLock { tries in
            tries = tries.mapValues { $0.recent(at: now) }
                .filter { !$1.swipes.isEmpty || !$1.misses.isEmpty }
            for place in places { tries[place, default: Tries()].misses.append(now) }
        }
    }

    /// Whether too many proofs of `patient` were wrong.
    func hasShut(_ patient: String, at now: Date) -> Bool {
        tries.withLock { tries in
            (tries[patient]?.recent(at: now).misses.count ?? 0) >= Self.missesAtMost
        }
    }
}

extension SwipeLimit.Tries {
    /// Those that count still.
    fileprivate func recent(at now: Date) -> Self {
        Self(
            swipes: swipes.filter { now.timeIntervalSince($0) < 60 },
            misses: misses.filter { now.timeIntervalSince($0) < 600 })
    }
}
