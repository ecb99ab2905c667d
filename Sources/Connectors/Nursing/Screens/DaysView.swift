import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the page of a patient's bed-days shows.
struct DaysView: Sendable {
    /// A line as it was written, and what became of it.
    struct Posted: Sendable {
        let line: PostedLine
        let source: PostedLine.Source
        let at: Date
        /// The line that takes this one back.
        let reversedBy: Int?
    }

    let cells: [DayCell]
    let lines: [Posted]
    let items: [Items.Item]
    let exceptions: [Exceptions.Entry]
    let names: [String: String]
    let isSettled: Bool
    let choice: Election.Choice?

    init(
        of stay: Stay, through ended: Day, today: Day, settings: NursingSettings,
        zone: TimeZone, in transaction: any Transaction
    ) throws {
        let dossier = try Dossier.read(
            [stay.id], newbornDays: settings.newbornDays, in: zone, transaction)[stay.id]
        let scheme = settings.scheme(try Tariffs(in: transaction).of(stay.campus))
        let names = try MasterLists.names(campus: stay.campus, in: transaction)
            .merging(Self.told(of: stay.id, in: transaction)) { master, _ in master }
        let lines = try Self.posted(of: stay.id, in: transaction)
        items = try Items.all(of: stay.id, in: transaction)
        exceptions = try Exceptions.search(
            campus: nil, stay: stay.id, openOnly: true, limit: 100, in: transaction)
        isSettled = dossier?.isSettled ?? false
        choice = try Elections.all(of: stay.id, in: transaction).last?.choice
        cells =
            dossier.map { Self.cells($0, scheme, lines, names, through: ended, today: today) } ?? []
        self.names = names
        self.lines = lines
    }

    private static func cells(
        _ dossier: Dossier, _ scheme: Scheme, _ lines: [Posted], _ names: [String: String],
        through ended: Day, today: Day
    ) -> [DayCell] {
        var standing: [Day: PostedLine] = [:]
        var reversals: [Day: [Int]] = [:]
        for posted in lines {
            if posted.line.isLive { standing[posted.line.day] = posted.line }
            if posted.line.reversalOf != nil {
                reversals[posted.line.day, default: []].append(posted.line.id)
            }
        }
        let course = dossier.facts.course
        // An open stay shows the day that is under way, too.
        let last = course.discharged == nil && !course.isCancelled ? max(ended, today) : ended
        var cells = scheme.assess(dossier.facts, through: last).map { day in
            let line = standing.removeValue(forKey: day.day)
            let code = line?.department ?? day.department
            return DayCell(
                day: day.day, index: line?.index ?? day.index,
                department: code.map { names[$0] ?? $0 } ?? "", line: line,
                reason: line == nil ? day.reason : nil,
                isPending: line == nil && day.charge != nil && day.day <= ended,
                isToday: day.day > ended && line == nil, reversals: reversals[day.day] ?? [])
        }
        // What was charged and is no day of the stay any more, such as after the settlement.
        cells += standing.values.map { line in
            DayCell(
                day: line.day, index: line.index,
                department: names[line.department] ?? line.department, line: line, reason: nil,
                isPending: false, isToday: false, reversals: reversals[line.day] ?? [])
        }
        return cells.sorted { $0.day < $1.day }
    }

    /// What the HIS calls the departments where the patient was.
    private static func told(
        of stay: String, in transaction: any Transaction
    ) throws -> [String: String] {
        var names: [String: String] = [:]
        for movement in try Records.movements(of: stay, in: transaction) {
            let place: Stay.Place? =
                switch movement.step {
                case .admitted(let admission): admission.place
                case .transferred(let place): place
                default: nil
                }
            if let department = place?.department { names[department.code] = department.name }
        }
        return names
    }

    private static func posted(
        of stay: String, in transaction: any Transaction
    ) throws -> [Posted] {
        let rows = try Lines.rows(of: stay, in: transaction)
        var reversedBy: [Int: Int] = [:]
        for row in rows {
            if let line = try row.optionalInt("reversalOf") { reversedBy[line] = try row.int("id") }
        }
        return try rows.map { row in
            let line = try PostedLine(row)
            return Posted(
                line: line, source: try row.named("source"), at: try row.date("at"),
                reversedBy: reversedBy[line.id])
        }
    }
}
