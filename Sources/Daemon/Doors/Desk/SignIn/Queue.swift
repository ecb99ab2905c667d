import Synchronization

/// How many wait for one thing; those beyond the bound are sent away at once.
final class Queue: Sendable {
    private let waiting = Mutex(0)
    private let limit: Int

    init(atMost limit: Int) { self.limit = limit }

    func join() throws {
        try waiting.withLock { waiting in
            guard waiting < limit else { throw Problem.tooMany }
            waiting += 1
        }
    }

    func leave() { waiting.withLock { $0 -= 1 } }
}
