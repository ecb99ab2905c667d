import Foundation
import Hospital
import Storage

/// All that is known of one stay, read for many at once.
struct Dossier: Sendable {
    let stay: Stay
    let facts: StayFacts
    /// The stays that `facts.others` are of.
    let others: [String]
    /// Items of the original way that the HIS has charged and not taken back.
    let items: [Items.Item]
    let live: [PostedLine]
    let open: [Exceptions.Entry]
    let isSettled: Bool

    /// Missing are stays whose admission was never told.
    static func read(
        _ stays: [String], newbornDays: Int, in zone: TimeZone, _ transaction: any Transaction
    ) throws -> [String: Dossier] {
        let known = try Records.stays(stays, in: transaction)
        let numbers = known.keys.sorted()
        guard !numbers.isEmpty else { return [:] }
        let patients = Set(known.values.map(\.patient)).sorted()
        let movements = try Records.movements(ofStays: numbers, in: transaction)
        let siblings = try Records.stays(ofPatients: patients, in: transaction)
        let births = try Records.birthDates(of: patients, in: transaction)
        let records = try Care.records(of: numbers, in: transaction)
        let leave = try Care.leave(of: numbers, in: transaction)
        let waivers = try Care.waivers(of: numbers, in: transaction)
        let original = try Elections.original(among: numbers, in: transaction)
        let settled = try Settlements.settled(among: numbers, in: transaction)
        let items = try Items.live(of: numbers, in: transaction)
        let lines = try Lines.live(of: numbers, in: transaction)
        let exceptions = try Exceptions.open(of: numbers, in: transaction)

        var dossiers: [String: Dossier] = [:]
        for number in numbers {
            guard let stay = known[number], let told = movements[number],
                let course = Course(told, in: zone)
            else { continue }
            let earlier = (siblings[stay.patient] ?? []).filter { $0.began(before: stay) }
            let age = births[stay.patient].flatMap { Day($0) }
                .map { course.admitted.day.since($0) }
            let live = items[number] ?? []
            dossiers[number] = Dossier(
                stay: stay,
                facts: StayFacts(
                    course: course, records: records[number] ?? [:], leave: leave[number] ?? [],
                    choseOriginal: original.contains(number),
                    others: earlier.map { $0.days(in: zone) },
                    isNewborn: age.map { (0...newbornDays).contains($0) } ?? false,
                    blocked: Set(live.filter { $0.origin == .outside }.map(\.day)),
                    waived: waivers[number] ?? []),
                others: earlier.map(\.id), items: live, live: lines[number] ?? [],
                open: exceptions[number] ?? [], isSettled: settled.contains(number))
        }
        return dossiers
    }
}

extension Stay {
    /// Whether this one has the days that both claim.
    fileprivate func began(before other: Stay) -> Bool {
        !isCancelled && id != other.id && (admittedAt, id) < (other.admittedAt, other.id)
    }

    /// The days it claims; one that goes on claims all that follow.
    fileprivate func days(in zone: TimeZone) -> Range<Day> {
        let first = Day(of: admittedAt, in: zone)
        guard let dischargedAt else { return first..<Day(number: .max) }
        return first..<max(Day(of: dischargedAt, in: zone), first + 1)
    }
}
