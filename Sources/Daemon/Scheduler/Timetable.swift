import Foundation
import Hub
import Lab
import Storage

/// The schedules of all connectors: which of their moments have come.
struct Timetable: Sendable {
    struct Entry: Sendable {
        let schedule: Schedule
        let cron: Cron
        let connector: String
    }

    let entries: [Entry]
    let zone: TimeZone
    let calendar: WorkCalendar
    let planner: Planner

    /// Later than this a moment counts as missed.
    private static let onTime: TimeInterval = 60
    /// Ticks fired in one transaction.
    private static let atOnce = 100

    /// Throws `Cron.Malformed`.
    init(
        _ connectors: [any Connector], zone: TimeZone, calendar: WorkCalendar, planner: Planner
    ) throws {
        self.zone = zone
        self.calendar = calendar
        self.planner = planner
        entries = try connectors.flatMap { connector in
            try connector.timetable.map { schedule in
                Entry(
                    schedule: schedule, cron: try Cron(schedule.cron),
                    connector: type(of: connector).name)
            }
        }
    }

    /// When `entry` fires next after `moment`.
    func next(_ entry: Entry, after moment: Date) -> Date? {
        entry.cron.next(after: moment, in: zone, on: days(entry))?.at
    }

    /// The clock is behind the moment at which a schedule was last looked at.
    struct ClockBehind: Error {
        /// Seconds.
        let by: TimeInterval
    }

    /// Fires what is due of `entry`; each moment once, whoever else looks at the same time.
    /// - Parameter trusts: Whether the clock is known to be right, whatever was seen before.
    /// - Returns: Up to when it has been looked at: `now`, or earlier where more is due.
    ///
    /// Throws `ClockBehind` where it is by more than a set clock, and is not trusted.
    func fire(
        _ entry: Entry, at now: Date, trusts: Bool = false, in transaction: any Transaction
    ) throws -> Date {
        let seen = try Ticks.seen(entry.schedule.name, at: now, in: transaction)
        let behind = seen.timeIntervalSince(now)
        if behind > ClockWatch.jump {
            guard trusts else { throw ClockBehind(by: behind) }
            // Or it would be silent until the clock is there again. What has fired fires no more.
            try Ticks.see(entry.schedule.name, until: now, in: transaction)
        }
        guard seen < now else { return now }
        let due = due(entry, after: seen, upTo: now)
        for slot in due {
            let tick = Schedule.Tick(
                schedule: entry.schedule.name, at: slot.at, day: BusinessDay(date: slot.day))
            guard
                try Ticks.fire(
                    entry.schedule.name, slot: slot.name, day: slot.day, at: now, in: transaction)
            else { continue }
            try planner.fire(
                entry.schedule, tick, of: entry.connector, at: now, in: transaction)
        }
        let until = due.count == Self.atOnce ? due.last?.at ?? now : now
        if !due.isEmpty || next(entry, after: seen).map({ $0 <= now }) ?? false {
            try Ticks.see(entry.schedule.name, until: until, in: transaction)
        }
        return until
    }

    /// The moments to fire, by what the schedule wants done with those that were missed.
    func due(_ entry: Entry, after seen: Date, upTo now: Date) -> [Cron.Slot] {
        var start = seen
        if let late = entry.schedule.lateAtMost {
            start = max(start, now.addingTimeInterval(-(late / .seconds(1))))
        }
        switch entry.schedule.missed {
        case .every:
            var slots: [Cron.Slot] = []
            while slots.count < Self.atOnce,
                let slot = entry.cron.next(
                    after: slots.last?.at ?? start, in: zone, on: days(entry)), slot.at <= now
            { slots.append(slot) }
            return slots
        case .latest: break
        case .none: start = max(start, now.addingTimeInterval(-Self.onTime))
        }
        return entry.cron.last(upTo: now, after: start, in: zone, on: days(entry)).map { [$0] }
            ?? []
    }

    private func days(_ entry: Entry) -> ((String, Int) -> Bool)? {
        switch entry.schedule.days {
        case .every: nil
        case .business: { calendar.isWorked($0, weekday: $1) }
        }
    }
}
