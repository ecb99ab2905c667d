import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import TestKit
import Testing
import Wires

@testable import Daemon

/// A wall clock that somebody sets, or that a flat battery has set.
struct ClockTests {
    private static let hour: TimeInterval = 3_600
    private static let day: TimeInterval = 86_400

    private func connector(
        _ cron: String, _ missed: Schedule.Missed = .every
    ) -> ScriptedConnector {
        var connector = ScriptedConnector(.quick.changed { $0.breakerAfter = 1 })
        connector.timetable = [
            Schedule("scripted.clock", cron: cron, missed: missed) { tick, _ in
                [
                    Errand(
                        connector: "scripted", operation: "tick", lane: "scripted.main",
                        payload: ["day": .string(tick.day.date)])
                ]
            }
        ]
        return connector
    }

    private func slots(_ stage: Stage) async throws -> [String] {
        try await stage.store.read {
            try $0.rows("SELECT slot FROM tick ORDER BY slot").map { try $0.string("slot") }
        }
    }

    /// Both clocks go on for `hours`, looked at each half hour.
    private func live(
        _ stage: Stage, _ scheduler: Scheduler, _ steady: inout ContinuousClock.Instant,
        hours: Double
    ) async {
        for _ in 0..<Int(hours * 2) {
            stage.clock.advance(by: Self.hour / 2)
            steady += .seconds(Self.hour / 2)
            await scheduler.timekeeper.pass(steady: steady)
        }
    }

    @Test(arguments: [-hour, -120, 600, day, 400 * day])
    func `set wrong and right again, no tick comes twice and none is lost`(
        step: TimeInterval
    ) async throws {
        let stage = try Stage()
        let scheduler = try stage.scheduler(connector("15 * * * *"))
        var steady = ContinuousClock.now
        await scheduler.timekeeper.pass(steady: steady)
        await live(stage, scheduler, &steady, hours: 6)
        #expect(try await slots(stage).count == 6)
        stage.clock.advance(by: step)
        await scheduler.timekeeper.pass(steady: steady)
        if abs(step) > 300 {
            #expect(scheduler.clockWasSet == step)
            await live(stage, scheduler, &steady, hours: 3)
            // Nothing fires by a time that nobody has confirmed.
            #expect(try await slots(stage).count == 6)
            stage.clock.advance(by: -step)
            await scheduler.timekeeper.pass(steady: steady)
            scheduler.confirmClock()
        } else {
            #expect(scheduler.clockWasSet == nil)
            await live(stage, scheduler, &steady, hours: 3)
        }
        await live(stage, scheduler, &steady, hours: 15)
        let hours = (0..<24).map { 10 + $0 }
        #expect(
            try await slots(stage)
                == hours.map {
                    "2026-11-\(23 + $0 / 24) \($0 % 24 < 10 ? "0" : "")\($0 % 24):15"
                })
    }

    @Test func `a timetable that went by a wrong time is not silent until that time comes`()
        async throws
    {
        let stage = try Stage()
        var settings = TimetableSettings()
        settings.whenClockIsSet = .goOn
        let first = try stage.scheduler(connector("0 2 * * *", .latest), timetable: settings)
        var steady = ContinuousClock.now
        await first.timekeeper.pass(steady: steady)
        stage.clock.advance(by: 400 * Self.day)
        await first.timekeeper.pass(steady: steady)
        #expect(try await slots(stage) == ["2027-12-28 02:00"])
        stage.clock.advance(by: -400 * Self.day)
        await first.timekeeper.pass(steady: steady)
        await live(stage, first, &steady, hours: 48)
        #expect(
            try await slots(stage)
                == ["2026-11-24 02:00", "2026-11-25 02:00", "2027-12-28 02:00"])
    }

    @Test func `a daemon started on a clock behind its own timetable asks before it goes on`()
        async throws
    {
        let stage = try Stage()
        let log = Ledger()
        // Armed on a new machine whose clock was a year ahead.
        stage.clock.advance(by: 365 * Self.day)
        let first = try stage.scheduler(connector("0 2 * * *"))
        await first.timekeeper.pass(steady: .now)
        stage.clock.advance(by: -365 * Self.day)
        let second = try stage.scheduler(
            connector("0 2 * * *"), logger: Logger(label: "test") { _ in Recorder(ledger: log) })
        var steady = ContinuousClock.now
        await second.timekeeper.pass(steady: steady)
        #expect(second.clockWasSet == -365 * Self.day)
        #expect(log.all.contains { $0.hasPrefix("critical the clock is 31536000 seconds behind") })
        await live(stage, second, &steady, hours: 24)
        #expect(try await slots(stage) == [])
        second.confirmClock()
        await live(stage, second, &steady, hours: 24)
        // From the confirmation on.
        #expect(try await slots(stage) == ["2026-11-25 02:00"])
        #expect(log.all.filter { $0.hasPrefix("critical") }.count == 1)
    }

    @Test(arguments: [false, true])
    func `what failed while the clock was ahead goes on when it is right, breaker and all`(
        restarted: Bool
    ) async throws {
        let (stage, told, gate) = (try Stage(), Ledger(), TestGate())
        var connector = connector("0 2 * * *")
        connector.tell = { attempt in
            told.note("\(attempt.delivery.id)")
            guard told.all.count > 1 else {
                await gate.pass()
                throw WireError(.unsent, whom: "them", reason: "refused")
            }
            return .delivered
        }
        let first = try await stage.enqueue()
        let scheduler = try stage.scheduler(connector)
        var born = 0
        try await scheduler.during {
            try await told.until(1)
            // The end of the try and the second errand fall into the wrong time.
            stage.clock.advance(by: 400 * Self.day)
            await scheduler.timekeeper.pass(steady: .now)
            born = try await stage.enqueue()
            gate.open()
            try await stage.until(first, "failed") { $0.state == .ready && $0.lastError != nil }
            if !restarted {
                stage.clock.advance(by: -400 * Self.day)
                await scheduler.timekeeper.pass(steady: .now)
                scheduler.wake()
                try await stage.until(first, is: .delivered)
                try await stage.until(born, is: .delivered)
            }
        }
        guard restarted else { return }
        stage.clock.advance(by: -400 * Self.day)
        try await stage.scheduler(connector).during {
            try await stage.until(first, is: .delivered)
            try await stage.until(born, is: .delivered)
        }
    }

    @Test func `history is not forgotten by a time that is in doubt`() async throws {
        let stage = try Stage()
        let scheduler = try stage.scheduler(connector("0 2 * * *"))
        let start = ContinuousClock.now
        let id = try await stage.enqueue()
        try await scheduler.during { try await stage.until(id, is: .delivered) }
        await scheduler.timekeeper.pass(steady: start)
        stage.clock.advance(by: 500 * Self.day)
        await scheduler.timekeeper.pass(steady: start + .seconds(60))
        try await scheduler.caretaker.prune()
        #expect(try await stage.find(id) != nil)
        scheduler.confirmClock()
        try await scheduler.caretaker.prune()
        #expect(try await stage.find(id) == nil)
    }

    @Test(arguments: [
        ("2026-12-31T23:59:58+08:00", "0 0 * * *", "2027-01-01 00:00"),
        ("2028-02-28T23:59:58+08:00", "0 0 29 2 *", "2028-02-29 00:00"),
        ("2028-02-29T23:59:58+08:00", "0 0 1 * *", "2028-03-01 00:00"),
        ("2026-12-31T23:58:59+08:00", "59 23 31 12 *", "2026-12-31 23:59"),
    ])
    func `a tick comes with its second, at the ends of days, months and years`(
        start: String, cron: String, slot: String
    ) async throws {
        let stage = Stage(
            Store(engine: try SQLiteEngine.temporary()), clock: TestClock(start))
        let scheduler = try stage.scheduler(connector(cron))
        let steady = ContinuousClock.now
        var fired: [Int] = []
        for second in 0..<5 {
            await scheduler.timekeeper.pass(steady: steady + .seconds(second))
            fired.append(try await slots(stage).count)
            stage.clock.advance(by: 1)
        }
        let due = start.contains("58+") ? 2 : 1
        #expect(fired == (0..<5).map { $0 >= due ? 1 : 0 })
        #expect(try await slots(stage) == [slot])
    }
}
