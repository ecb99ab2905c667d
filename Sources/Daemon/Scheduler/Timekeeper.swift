import Foundation
import Hub
import Logging
import Storage
import Synchronization

/// Fires the timetable at its moments, and stops it when the wall clock is set by more than five
/// minutes, until a person says that the time is right.
final class Timekeeper: Sendable {
    private struct State {
        var watch: ClockWatch
        /// How far the clock was set when the timetable was stopped, in seconds.
        var halted: TimeInterval?
        /// When each schedule is to be looked at; missing where it never was.
        var next: [String: Date] = [:]
        /// Whether the clock is right even where it is behind what was seen.
        var isTrusted = false
        /// Whether the clock has gone back since somebody asked.
        var hasGoneBack = false
    }

    private let shift: Shift
    private let timetable: Timetable
    private let shortage: Shortage
    /// Whether a set clock is taken as right without asking.
    private let goesOn: Bool
    private let wake: @Sendable (Set<String>) -> Void
    private let state: Mutex<State>
    private let bell = Bell()
    /// The clock is looked at this often: set and set right again in between, it is not noticed,
    /// and what was put off meanwhile waits for the caretaker's slow look.
    private static let round = Duration.seconds(5)

    init(
        shift: Shift, timetable: Timetable, shortage: Shortage, goesOn: Bool,
        wake: @escaping @Sendable (Set<String>) -> Void
    ) {
        self.shift = shift
        self.timetable = timetable
        self.shortage = shortage
        self.goesOn = goesOn
        self.wake = wake
        state = Mutex(State(watch: ClockWatch(wall: shift.now(), steady: .now)))
    }

    /// How far the clock was set, in seconds, where the timetable waits for a person.
    var halted: TimeInterval? { state.withLock { $0.halted } }

    /// A person says that the time is right.
    func confirm() {
        state.withLock { ($0.halted, $0.isTrusted) = (nil, true) }
        shift.logger.notice("the clock was confirmed; the timetable goes on")
        bell.ring()
    }

    /// Runs `body` where the clock was set back since that last went well.
    func afterSetBack(_ body: () async throws -> Void) async throws {
        let hasGoneBack = state.withLock { state in
            defer { state.hasGoneBack = false }
            return state.hasGoneBack
        }
        guard hasGoneBack else { return }
        do {
            try await body()
        } catch {
            state.withLock { $0.hasGoneBack = true }
            throw error
        }
    }

    /// Looks again, because the time may have changed.
    func look() { bell.ring() }

    func run() async {
        guard !shift.everyConnector.isEmpty else { return }
        while !Task.isCancelled {
            await pass(steady: .now)
            let now = shift.now()
            let next = state.withLock { $0.halted == nil ? $0.next.values.min() : nil }
            let wait = next.map { Duration.seconds(max(0.05, $0.timeIntervalSince(now))) }
            await bell.wait(atMost: min(wait ?? Self.round, Self.round))
        }
    }

    /// One look at the clock and at what is due.
    func pass(steady: ContinuousClock.Instant) async {
        let now = watch(steady)
        guard halted == nil else { return }
        let due = state.withLock { state in
            timetable.entries.filter { state.next[$0.schedule.name].map { $0 <= now } ?? true }
        }
        for entry in due { await fire(entry, at: now) }
    }

    /// - Returns: The wall clock's time.
    private func watch(_ steady: ContinuousClock.Instant) -> Date {
        let (now, set) = state.withLock { state in
            // Read in here: of two looks at once the later one must have the later time.
            let now = shift.now()
            return (now, state.watch.look(wall: now, steady: steady))
        }
        if let set { heed(set) }
        return now
    }

    /// - Parameter set: How far the clock was set, in seconds.
    private func heed(_ set: TimeInterval) {
        let told = "the clock was set by \(Int(set.rounded())) seconds"
        state.withLock { if set < 0 { $0.hasGoneBack = true } }
        guard !goesOn else {
            // What was planned by the old time is planned anew.
            state.withLock { $0.next = [:] }
            return shift.logger.warning("\(told); the timetable goes on, as the settings say")
        }
        halt(by: set, told)
    }

    private func halt(by set: TimeInterval, _ told: String) {
        state.withLock { state in
            state.halted = (state.halted ?? 0) + set
            state.isTrusted = false
            state.next = [:]
        }
        shift.logger.critical(
            """
            \(told); the timetable waits, and nothing old is removed, until a person confirms \
            the time: POST /api/v1/timetable/confirm
            """)
    }

    private func fire(_ entry: Timetable.Entry, at now: Date) async {
        do {
            let timetable = timetable
            let trusts = goesOn || state.withLock { $0.isTrusted }
            let seen = try await shift.store.write { transaction in
                try timetable.fire(entry, at: now, trusts: trusts, in: transaction)
            }
            state.withLock {
                $0.next[entry.schedule.name] = timetable.next(entry, after: seen) ?? .distantFuture
            }
            wake(Set(shift.lanes.map(\.name)))
        } catch let error as Timetable.ClockBehind {
            // Of several schedules the first says so.
            guard halted == nil else { return }
            halt(by: -error.by, "the clock is \(Int(error.by)) seconds behind the timetable")
        } catch {
            shortage.note(error, while: "firing \(entry.schedule.name)")
            state.withLock { $0.next[entry.schedule.name] = now.addingTimeInterval(5) }
        }
    }
}
