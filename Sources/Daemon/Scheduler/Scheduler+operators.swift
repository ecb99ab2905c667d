import Foundation
import Hub
import Storage

/// What a person may do, with the wake-up that belongs to it.
extension Scheduler {
    /// Lets dead deliveries go again, and waiting ones at once, in their original order.
    /// - Returns: Those that will go.
    @discardableResult
    public func replay(_ ids: [Int]) async throws -> [Int] {
        let replayed = try await shift.store.write { try Outbox.replay(ids, in: $0) }
        wake()
        return replayed
    }

    /// Ends a delivery that need not go any more; its connector hears of it.
    /// - Returns: Whether it could be skipped: not while it is under way, nor when it has ended.
    @discardableResult
    public func skip(_ id: Int, because reason: String) async throws -> Bool {
        let (shift, now) = (shift, shift.now())
        let skipped = try await shift.store.write { transaction in
            try shift.connectors.skip(id, because: reason, at: now, in: transaction)
        }
        if let skipped { wake([skipped.lane]) }
        return skipped != nil
    }

    @discardableResult
    public func pause(_ lane: String, by actor: String) async throws -> Bool {
        let now = shift.now()
        return try await shift.store.write {
            try Outbox.pause(lane, by: actor, at: now, in: $0)
        }
    }

    @discardableResult
    public func resume(_ lane: String) async throws -> Bool {
        let isKnown = try await shift.store.write { try Outbox.resume(lane, in: $0) }
        wake([lane])
        return isKnown
    }

    /// How far the clock was set, in seconds, where the timetable waits for a person.
    public var clockWasSet: TimeInterval? { timekeeper.halted }

    /// A person says that the time is right.
    public func confirmClock() { timekeeper.confirm() }
}
