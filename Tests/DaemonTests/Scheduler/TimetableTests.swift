import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// When the timetable fires, and when it does not.
struct TimetableTests {
    private static func schedule(
        _ cron: String = "0 2 * * *", days: Schedule.Days = .every,
        missed: Schedule.Missed = .latest, lateAtMost: Duration? = nil
    ) -> Schedule {
        Schedule(
            "scripted.daily", cron: cron, days: days, missed: missed, lateAtMost: lateAtMost
        ) { tick, _ in
            [
                Errand(
                    connector: "scripted", operation: "count", lane: "scripted.main",
                    payload: ["day": .string(tick.day.date)])
            ]
        }
    }

    private func connector(_ schedule: Schedule, _ ledger: Ledger) -> ScriptedConnector {
        var connector = ScriptedConnector(.quick.changed { $0.inFlight = 1 })
        connector.timetable = [schedule]
        connector.tell = { attempt in
            if case .string(let day) = attempt.delivery.payload["day"] { ledger.note(day) }
            return .delivered
        }
        return connector
    }

    private func days(_ stage: Stage) async throws -> [String] {
        try await stage.store.read {
            try Outbox.search(atMost: 500, in: $0).reversed().compactMap {
                if case .string(let day) = $0.payload["day"] { day } else { nil }
            }
        }
    }

    /// Arms, sleeps for `days`, and looks.
    private func after(
        _ days: Double, _ schedule: Schedule, settings: TimetableSettings = TimetableSettings()
    ) async throws -> [String] {
        let stage = try Stage()
        let first = try stage.scheduler(connector(schedule, Ledger()), timetable: settings)
        await first.timekeeper.pass(steady: .now)
        #expect(try await self.days(stage) == [])
        stage.clock.advance(by: days * 86_400)
        let second = try stage.scheduler(connector(schedule, Ledger()), timetable: settings)
        await second.timekeeper.pass(steady: .now)
        await second.timekeeper.pass(steady: .now)
        return try await self.days(stage)
    }

    @Test func `the first start arms the timetable and fires nothing of the past`() async throws {
        #expect(try await after(0.1, Self.schedule()) == [])
    }

    @Test func `of missed ticks the last fires, or each, or none, as the schedule says`()
        async throws
    {
        #expect(try await after(4, Self.schedule(missed: .latest)) == ["2026-11-27"])
        #expect(
            try await after(4, Self.schedule(missed: .every)) == [
                "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27",
            ])
        #expect(try await after(4, Self.schedule(missed: .none)) == [])
        // 10:00, so that the last was eight hours ago.
        #expect(
            try await after(4, Self.schedule(missed: .latest, lateAtMost: .seconds(3_600))) == [])
        #expect(
            try await after(
                4, Self.schedule(missed: .every, lateAtMost: .seconds(40 * 3_600)))
                == ["2026-11-26", "2026-11-27"])
    }

    @Test func `weeks of five-minute ticks missed are one tick, not thousands`() async throws {
        let ticks = try await after(21, Self.schedule("*/5 * * * *", missed: .latest))
        #expect(ticks == ["2026-12-14"])
    }

    @Test func `holidays are left out and weekends made up for them are kept`() async throws {
        var settings = TimetableSettings()
        settings.holidays = ["2026-11-25"]
        settings.workdays = ["2026-11-28"]
        let ticks = try await after(
            7, Self.schedule(days: .business, missed: .every), settings: settings)
        #expect(
            ticks == ["2026-11-24", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30"])
    }

    @Test func `two schedulers on one store fire each tick once`() async throws {
        let stage = try Stage()
        let schedule = Self.schedule("0 */6 * * *", missed: .every)
        let all = try (0..<2).map { _ in try stage.scheduler(connector(schedule, Ledger())) }
        for scheduler in all { await scheduler.timekeeper.pass(steady: .now) }
        for _ in 0..<20 {
            stage.clock.advance(by: 6 * 3_600)
            await withTaskGroup(of: Void.self) { group in
                for scheduler in all {
                    group.addTask {
                        // So that each believes its clock.
                        scheduler.confirmClock()
                        await scheduler.timekeeper.pass(steady: .now)
                        scheduler.confirmClock()
                        await scheduler.timekeeper.pass(steady: .now)
                    }
                }
            }
        }
        let ticks = try await stage.store.read {
            try $0.rows("SELECT slot FROM tick").map { try $0.string("slot") }
        }
        #expect(ticks.count == 20 && Set(ticks).count == 20)
        #expect(try await days(stage).count == 20)
    }

    @Test func `a clock that jumps stops the timetable until a person says it is right`()
        async throws
    {
        let stage = try Stage()
        let scheduler = try stage.scheduler(connector(Self.schedule(), Ledger()))
        let start = ContinuousClock.now
        await scheduler.timekeeper.pass(steady: start)
        // A day passes for both clocks: nothing is amiss.
        stage.clock.advance(by: 86_400)
        await scheduler.timekeeper.pass(steady: start + .seconds(86_400))
        #expect(try await days(stage) == ["2026-11-24"])
        // Slewed by two minutes: still nothing.
        stage.clock.advance(by: 86_400 - 120)
        await scheduler.timekeeper.pass(steady: start + .seconds(2 * 86_400))
        #expect(scheduler.clockWasSet == nil)
        #expect(try await days(stage) == ["2026-11-24", "2026-11-25"])
        // Set by 400 days in a minute.
        stage.clock.advance(by: 400 * 86_400)
        await scheduler.timekeeper.pass(steady: start + .seconds(2 * 86_400 + 60))
        #expect(scheduler.clockWasSet.map { Int($0.rounded()) } == 400 * 86_400 - 60)
        #expect(try await days(stage).count == 2)
        // And back again, to a time that a person confirms: no tick of the future is lost.
        stage.clock.advance(by: -400 * 86_400)
        scheduler.confirmClock()
        await scheduler.timekeeper.pass(steady: start + .seconds(2 * 86_400 + 61))
        scheduler.confirmClock()
        stage.clock.advance(by: 86_400)
        await scheduler.timekeeper.pass(steady: start + .seconds(3 * 86_400 + 61))
        #expect(try await days(stage) == ["2026-11-24", "2026-11-25", "2026-11-26"])
    }

    @Test func `where the settings say so a set clock is taken as right`() async throws {
        let stage = try Stage()
        var settings = TimetableSettings()
        settings.whenClockIsSet = .goOn
        let scheduler = try stage.scheduler(
            connector(Self.schedule(), Ledger()), timetable: settings)
        let start = ContinuousClock.now
        await scheduler.timekeeper.pass(steady: start)
        stage.clock.advance(by: 86_400)
        await scheduler.timekeeper.pass(steady: start + .seconds(1))
        #expect(scheduler.clockWasSet == nil)
        #expect(try await days(stage) == ["2026-11-24"])
    }

    @Test func `a tick whose errands cannot be made waits for a person, and fires when replayed`()
        async throws
    {
        struct Broken: Error {}
        let (stage, ledger) = (try Stage(), Ledger())
        let isBroken = Mutex(true)
        let schedule = Schedule("scripted.daily", cron: "0 2 * * *") { tick, _ in
            if isBroken.withLock({ $0 }) { throw Broken() }
            return try Self.schedule().errands(tick, Unused())
        }
        let scheduler = try stage.scheduler(connector(schedule, ledger))
        let start = ContinuousClock.now
        await scheduler.timekeeper.pass(steady: start)
        stage.clock.advance(by: 86_400)
        await scheduler.timekeeper.pass(steady: start + .seconds(86_400))
        let dead = try #require(
            try await stage.store.read { try Outbox.search(in: $0) }.first)
        #expect(dead.state == .dead && dead.operation == "tick scripted.daily")
        #expect(dead.lastError == "Broken")
        isBroken.withLock { $0 = false }
        try await scheduler.during {
            try await scheduler.replay([dead.id])
            try await ledger.until(1)
        }
        #expect(ledger.all == ["2026-11-24"])
    }
}

/// A transaction that nobody looks into.
private struct Unused: Transaction {
    func execute(_ sql: SQL) throws -> Int { 0 }
    func rows(_ sql: SQL) throws -> [Row] { [] }
    func send(_ sql: SQL) throws {}
    func nested<Answer>(_ body: () throws -> Answer) throws -> Answer { try body() }
}
