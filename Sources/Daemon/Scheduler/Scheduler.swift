import Foundation
import Hospital
import Hub
import Lab
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Hands deliveries to their connectors, each lane by itself, and the timetable's errands to the
/// outbox.
///
/// What it promises is in the database before anything leaves: killed at any instant, it loses
/// nothing, and asks before it says anything twice.
public final class Scheduler: Service {
    let shift: Shift
    let planner: Planner
    let caretaker: Caretaker
    let timekeeper: Timekeeper
    let shortage: Shortage
    private let acknowledger: Acknowledger
    private let dispatchers: [String: Dispatcher]
    private let bells: LaneBells
    private let ballast: Ballast?
    /// How long deliveries under way may go on when the daemon stops.
    private let grace: Duration
    private let closing = Bell()
    private let opened = Once<Void>()

    /// - Parameter random: From 0 up to 1, for jitter.
    ///
    /// Throws `Cron.Malformed`.
    public init(
        store: Store, connectors: [Connectors.Member], settings: OutboxSettings = OutboxSettings(),
        timetable: TimetableSettings = TimetableSettings(), zone: TimeZone = .hospital,
        logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() },
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) throws {
        let shift = Shift(
            store: store, members: connectors, worker: Shift.worker(), zone: zone, now: now,
            random: random, logger: logger)
        self.shift = shift
        let planner = Planner(shift.everyConnector)
        self.planner = planner
        // Of a server's disk we know nothing.
        ballast = (store.engine as? SQLiteEngine).map { Ballast(in: $0.folder) }
        let shortage = Shortage(ballast: ballast, logger: logger)
        self.shortage = shortage
        let acknowledger = Acknowledger(shift: shift, shortage: shortage)
        self.acknowledger = acknowledger
        let runner = Runner(shift: shift, acknowledger: acknowledger, planner: planner)
        dispatchers = Dictionary(
            shift.lanes.map {
                ($0.name, Dispatcher($0, shift: shift, runner: runner, shortage: shortage))
            }, uniquingKeysWith: { first, _ in first })
        let bells = LaneBells(dispatchers)
        self.bells = bells
        let timekeeper = Timekeeper(
            shift: shift,
            timetable: try Timetable(
                shift.everyConnector, zone: zone, calendar: timetable.calendar, planner: planner),
            shortage: shortage, goesOn: timetable.whenClockIsSet == .goOn,
            wake: { bells.ring($0) })
        self.timekeeper = timekeeper
        caretaker = Caretaker(
            shift: shift, acknowledger: acknowledger, shortage: shortage, timekeeper: timekeeper,
            keepDays: settings.keepDays, wake: { bells.ring($0) })
        grace = .seconds(settings.graceSeconds)
    }

    /// Lanes have new work, on disk: looks there at once, and lets the other daemons know.
    public func wake(_ lanes: Set<String>) {
        bells.ring(lanes)
        shift.store.engine.notify(lanes)
    }

    /// All lanes may have work.
    public func wake() { wake(Set(dispatchers.keys)) }

    /// Enqueues what `event` calls for, in the transaction that keeps it.
    public func plan(_ event: HISEvent, in transaction: any Transaction) throws {
        try planner.plan(event, at: shift.now(), in: transaction)
    }

    /// The events are on disk, and with them what they call for.
    public func wake(for events: [HISEvent]) {
        wake(planner.lanes(for: Set(events.map(\.kind))))
    }

    /// Returns once what dead workers had in hand is taken back and deliveries go.
    public func untilOpen() async { await opened.value }

    /// Takes nothing more; `run` returns when what is under way has ended, or has had its grace.
    public func close() { closing.ring() }

    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await open()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.acknowledger.run() }
                group.addTask { await self.caretaker.run() }
                group.addTask { await self.timekeeper.run() }
                group.addTask { await self.listen() }
                await self.drive()
                self.acknowledger.abandon()
                group.cancelAll()
            }
            try await handBack()
        } onGracefulShutdown: {
            self.close()
        }
    }

    /// Makes sure of the lanes, and takes back what a daemon had in hand that is no more.
    private func open() async throws {
        let (shift, now) = (shift, shift.now())
        let isAlone = shift.store.engine.kind == .sqlite
        if !(ballast?.load() ?? true) {
            shift.logger.warning("there is no room for the ballast; the disk is nearly full")
        }
        try await shift.store.engine.attend(as: shift.worker)
        let lanes = shift.lanes.map {
            (name: $0.name, connector: String($0.name.prefix { $0 != "." }), burst: $0.policy.burst)
        }
        let reclaimed = try await shift.store.write { transaction in
            try Outbox.prepare(lanes, at: now, in: transaction)
            return isAlone ? try Outbox.reclaim(in: transaction) : [:]
        }
        if !reclaimed.isEmpty {
            shift.logger.notice(
                "took back \(reclaimed.values.reduce(0, +)) deliveries of the daemon before")
        }
        if !isAlone { try await caretaker.reclaim() }
        try await caretaker.bringForward()
    }

    /// Runs all lanes until closed, and then for as long as the grace lasts.
    private func drive() async {
        let dispatchers = Array(dispatchers.values)
        guard !dispatchers.isEmpty else {
            // A hall without counterparties: there is nothing to drive until it closes.
            opened.settle(())
            return await closing.wait()
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { lanes in
                    for dispatcher in dispatchers { lanes.addTask { await dispatcher.run() } }
                }
            }
            group.addTask { [closing, grace, acknowledger] in
                await closing.wait()
                for dispatcher in dispatchers { dispatcher.close() }
                try? await Task.sleep(for: grace)
                acknowledger.hurry()
            }
            opened.settle(())
            await group.next()
            group.cancelAll()
        }
    }

    /// Gives back what was cut off, as after a crash: at once, by ourselves.
    private func handBack() async throws {
        let worker = shift.worker
        let totals = acknowledger.takeTotals()
        try await shift.store.write { transaction in
            _ = try Outbox.reclaim(from: [worker], in: transaction)
            try Outbox.count(totals, in: transaction)
        }
    }

    /// Hears what other daemons have enqueued.
    private func listen() async {
        for await lanes in shift.store.engine.notices { bells.ring(lanes) }
    }
}

/// Rings for lanes by name.
struct LaneBells: Sendable {
    private let dispatchers: [String: Dispatcher]

    init(_ dispatchers: [String: Dispatcher]) { self.dispatchers = dispatchers }

    func ring(_ lanes: Set<String>) {
        for lane in lanes { dispatchers[lane]?.wake() }
    }
}
