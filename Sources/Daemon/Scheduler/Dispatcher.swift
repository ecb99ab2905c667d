import Foundation
import Hub
import Logging
import Storage
import Synchronization

/// Drives one lane: takes what is due as far as there is room, and lets it run.
///
/// Each lane has a dispatcher of its own, so that lanes share nothing they could wait for each
/// other for but the database.
final class Dispatcher: Sendable {
    let lane: Lane
    private let shift: Shift
    private let runner: Runner
    private let shortage: Shortage
    private let bell = Bell()
    private let state = Mutex(State())

    private struct State {
        /// What is under way.
        var inHand: Set<Lease> = []
        /// Whether a claim may have taken effect that we did not hear of.
        var isInDoubt = false
        /// Deliveries that have ended since the start.
        var ended = 0
        /// Whether more is due than there was room for.
        var waitsForRoom = false
        var isClosing = false
        /// How far the claims have come; nil to see everything.
        var mark: Date?
        var lookedAt = ContinuousClock.now
    }

    /// One claim of a delivery; another of the same has another epoch.
    private struct Lease: Hashable {
        let id: Int
        let epoch: Int

        init(_ delivery: Delivery) { (id, epoch) = (delivery.id, delivery.epoch) }
    }

    /// Deliveries claimed at once.
    private static let batch = 128
    /// How long claims may pass over what came in out of turn.
    private static let wholeLook = Duration.seconds(1)
    /// Until an error of the database is tried again.
    private static let pause = Duration.seconds(1)

    init(_ lane: Lane, shift: Shift, runner: Runner, shortage: Shortage) {
        self.lane = lane
        self.shift = shift
        self.runner = runner
        self.shortage = shortage
    }

    /// Looks again, because something has changed.
    func wake() { bell.ring() }

    /// Takes nothing more; `run` returns when those under way have ended.
    func close() {
        state.withLock { $0.isClosing = true }
        bell.ring()
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            while !state.withLock({ $0.isClosing }), !Task.isCancelled {
                let (turn, pause) = await look()
                for delivery in turn {
                    let lease = Lease(delivery.delivery)
                    state.withLock { _ = $0.inHand.insert(lease) }
                    let isTrial = delivery.isTrial
                    group.addTask { [self] in
                        let isStirred = await runner.run(delivery.delivery, isTrial: isTrial)
                        let makesRoom = state.withLock { state in
                            state.inHand.remove(lease)
                            state.ended += 1
                            return state.waitsForRoom
                        }
                        if isStirred || makesRoom { bell.ring() }
                    }
                }
                await bell.wait(atMost: pause)
            }
        }
    }

    private typealias Taken = (delivery: Delivery, isTrial: Bool)

    /// Claims what may go now.
    /// - Returns: It, and how long to wait before looking again; nil until the bell rings.
    private func look() async -> ([Taken], Duration?) {
        let (inHand, ended, isInDoubt) = state.withLock { ($0.inHand, $0.ended, $0.isInDoubt) }
        let room = min(Self.batch, lane.policy.inFlight - inHand.count)
        guard room > 0, !shortage.isShort else {
            waitForRoom(true, since: ended)
            return ([], nil)
        }
        let now = shift.now()
        if let opening = lane.policy.opening(after: now, in: shift.zone) {
            return ([], Self.pause(until: opening, from: now))
        }
        let mark = mark()
        let (name, worker, terms) = (lane.name, shift.worker, lane.policy.terms)
        // A fence and no jitter: nobody may make it the same twice, no test either.
        let leap = Int.random(in: 1...(1 << 30))
        do {
            // Undone by a power cut, it is claimed again: before anything leaves, the intent is
            // written for certain, and this with it.
            let turn = try await shift.store.write(.soon) { transaction in
                if isInDoubt {
                    try Outbox.giveBack(
                        in: name, by: worker, except: Set(inHand.map(\.id)), in: transaction)
                }
                return try Outbox.claim(
                    name, atMost: room, terms: terms, by: worker, at: now, since: mark,
                    leap: leap, in: transaction)
            }
            if isInDoubt { state.withLock { $0.isInDoubt = false } }
            waitForRoom(turn.next == .acknowledgement, since: ended)
            return (
                turn.deliveries.map { ($0, turn.isTrial) },
                pause(after: turn, from: now, isPartial: mark != nil)
            )
        } catch {
            state.withLock { $0.isInDoubt = true }
            shortage.note(error, while: "taking deliveries of lane \(name)")
            return ([], Self.pause)
        }
    }

    /// - Parameter ended: How many had ended when it was looked: a later one has rung no bell.
    private func waitForRoom(_ waits: Bool, since ended: Int) {
        let isMissed = state.withLock { state in
            state.waitsForRoom = waits
            return waits && state.ended != ended
        }
        if isMissed { bell.ring() }
    }

    private func mark() -> Date? {
        guard shift.store.engine.kind == .postgresql else { return nil }
        return state.withLock { state in
            if ContinuousClock.now - state.lookedAt > Self.wholeLook {
                state.lookedAt = .now
                state.mark = nil
            }
            return state.mark
        }
    }

    private func pause(after turn: Turn, from now: Date, isPartial: Bool) -> Duration? {
        let running = state.withLock { state in
            if let mark = turn.mark { state.mark = mark }
            return state.inHand.count + turn.deliveries.count
        }
        let pause: Duration?
        switch turn.next {
        case .at(let moment): pause = Self.pause(until: moment, from: now)
        // Another node's deliveries ring no bell here.
        case .acknowledgement: pause = running > 0 ? nil : .milliseconds(250)
        case .taken: pause = .milliseconds(10)
        case .never: pause = nil
        }
        return isPartial ? min(pause ?? Self.wholeLook, Self.wholeLook) : pause
    }

    private static func pause(until moment: Date, from now: Date) -> Duration {
        // Looked at now and then in case the wall clock is set.
        .seconds(min(60, max(0, moment.timeIntervalSince(now))))
    }
}
