import Foundation
import Lab
import Storage

/// When the hospital's days begin and end.
struct Days: Sendable {
    let zone: TimeZone
    /// Seconds after local midnight.
    let changesAt: TimeInterval

    func day(of moment: Date) -> BusinessDay {
        BusinessDay(of: moment, in: zone, changesAt: changesAt)
    }

    /// The first moment that is no longer `day`.
    func end(of day: BusinessDay) -> Date {
        let parts = day.date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return .distantFuture }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let midnight = calendar.date(
            from: DateComponents(year: parts[0], month: parts[1], day: parts[2] + 1))
        return (midnight ?? .distantFuture).addingTimeInterval(changesAt)
    }
}

extension Desk {
    /// Reads the day from the journal, and changes the day where night has passed.
    func start() async throws {
        let hall = hall
        if let latest = try await store.engine.read({ try Journal.latestDay(of: hall, in: $0) }) {
            line = Line(rules: settings.lineRules, day: latest)
            lineSeq = 0
            dayEnds = days.end(of: latest)
            try await readOn()
            tip = line
            tipSeq = lineSeq
        }
        try await changeDayIfDue()
    }

    /// At the day change numbers restart; resting and emergency tickets come along.
    func changeDayIfDue() async throws {
        await waitAtTheDoor()
        guard now() >= dayEnds else { return }
        try await behindClosedDoors {
            guard now() >= dayEnds else { return }
            try await changeDay()
        }
    }

    private func changeDay() async throws {
        // What was decided before the door closed is on disk after this.
        try await store.engine.write { _ in }
        try await readOn()
        let (hall, today) = (hall, days.day(of: now()))
        let carried = line.carryOver(to: today, at: now())
        do {
            try await store.engine.write { transaction in
                try Journal.append(
                    carried, hall: hall, day: today, after: 0, command: "day \(hall) \(today)",
                    actor: "clock", in: transaction)
            }
        } catch is Journal.Conflict {
            // Another daemon has changed the day already; its journal is read below.
        }
        pending.removeAll()
        answers.removeAll()
        recent.removeAll()
        line = Line(rules: settings.lineRules, day: today)
        lineSeq = 0
        dayEnds = days.end(of: today)
        try await readOn()
        tip = line
        tipSeq = lineSeq
        show([])
    }
}
