import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the page of a patient's bed-days shows.
struct DaysView: Sendable {
    /// One day of the strip.
    fileprivate struct Cell: Sendable {
        let day: Day
        let index: Int
        let department: String
        let line: PostedLine?
        let reason: BedDay.Reason?
        /// Whether it will be charged with the next run.
        let isPending: Bool
        let isToday: Bool
        /// The lines that took lines of it back.
        let reversals: [Int]
    }

    private struct Posted: Sendable {
        let line: PostedLine
        let source: PostedLine.Source
        let at: Date
        /// The line that takes this one back.
        let reversedBy: Int?
    }

    private let cells: [Cell]
    private let lines: [Posted]
    private let items: [Items.Item]
    private let exceptions: [Exceptions.Entry]
    private let names: [String: String]
    private let isSettled: Bool
    private let choice: Election.Choice?

    /// Days side by side in the strip: as many as the first tiers are long.
    private static let columns = 15

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
    ) -> [Cell] {
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
            return Cell(
                day: day.day, index: line?.index ?? day.index,
                department: code.map { names[$0] ?? $0 } ?? "", line: line,
                reason: line == nil ? day.reason : nil,
                isPending: line == nil && day.charge != nil && day.day <= ended,
                isToday: day.day > ended && line == nil, reversals: reversals[day.day] ?? [])
        }
        // What was charged and is no day of the stay any more, such as after the settlement.
        cells += standing.values.map { line in
            Cell(
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

    private var live: [PostedLine] {
        lines.map(\.line).filter(\.isLive).sorted { $0.day < $1.day }
    }

    var json: JSON {
        let weeks = stride(from: 0, to: cells.count, by: Self.columns).map {
            Array(cells[$0..<min($0 + Self.columns, cells.count)])
        }
        return [
            "hasStay": .bool(true),
            "total": .money(lines.map(\.line.amount).sum), "days": .whole(live.count),
            "mode": mode,
            "strips": .array(
                weeks.map { week in
                    ["cells": .array(week.map(\.json)), "label": .string(Self.label(week))]
                }),
            "segments": .array(Segment.grouping(live).map { json($0) }),
            "lines": .array(lines.reversed().map { json($0) }),
            "items": .array(items.map(\.json)),
            "exceptions": .array(
                exceptions.map { entry in
                    [
                        "kind": .words(entry.kind.words), "day": .string(entry.day?.text ?? ""),
                        "detail": .string(entry.detail),
                    ]
                }),
            "canRecompute": .bool(!isSettled),
        ]
    }

    private static func label(_ week: [Cell]) -> String {
        guard let first = week.first, let last = week.last else { return "" }
        return first.index == last.index ? "\(first.index)" : "\(first.index)–\(last.index)"
    }

    private var mode: JSON {
        if isSettled { return .badge(.off, Words("已结算", "Settled")) }
        if choice == .original { return .badge(.wait, Words("选择原方式", "Original way chosen")) }
        return .badge(.good, Words("按床日", "By bed-days"))
    }

    private func json(_ segment: Segment) -> JSON {
        [
            "from": .string(segment.from.text), "until": .string(segment.until.text),
            "days": .whole(segment.days),
            "department": .string(names[segment.department] ?? segment.department),
            "price": .money(segment.price), "percent": .whole(segment.percent),
            "unit": .money(segment.unit), "amount": .money(segment.amount),
        ]
    }

    private func json(_ posted: Posted) -> JSON {
        let line = posted.line
        return [
            "id": .whole(line.id), "day": .string(line.day.text), "index": .whole(line.index),
            "department": .string(names[line.department] ?? line.department),
            "price": .money(line.price), "percent": .whole(line.percent),
            "amount": .money(line.amount), "source": .words(posted.source.words),
            "at": .moment(posted.at),
            "state": line.reversalOf != nil
                ? .badge(.wait, Words("冲销", "Reversal"))
                : line.isLive
                    ? .badge(.good, Words("有效", "Live")) : .badge(.off, Words("已冲", "Reversed")),
            "isReversal": .bool(line.reversalOf != nil),
            "reversalOf": line.reversalOf.map { .whole($0) } ?? .null,
            "reversedBy": posted.reversedBy.map { .whole($0) } ?? .null,
        ]
    }

    /// The lines as a table to keep.
    var table: [[String]] {
        [["编号", "日期", "第几天", "科室", "单价", "比例%", "金额", "来源", "冲销编号"]]
            + lines.map { posted in
                let line = posted.line
                return [
                    "\(line.id)", line.day.text, "\(line.index)",
                    names[line.department] ?? line.department, line.price.yuan,
                    "\(line.percent)", line.amount.yuan, posted.source.words.zh,
                    line.reversalOf.map { "\($0)" } ?? "",
                ]
            }
    }
}

extension DaysView.Cell {
    fileprivate var json: JSON {
        let date = day.text
        var members: [String: JSON] = [
            "day": .string(date), "date": .string(String(date.dropFirst(5))),
            "weekday": .words(Self.weekdays[day.weekday]), "index": .whole(index),
            "department": .string(department), "kind": .string(kind),
            "isWeekend": .bool(day.weekday >= 5),
            "reversals": reversals.isEmpty ? .null : .whole(reversals.count),
            "reversal": reversals.last.map { .whole($0) } ?? .null,
        ]
        if let line {
            members["amount"] = .money(line.amount)
            members["percent"] = .whole(line.percent)
            members["line"] = .whole(line.id)
        }
        if let word { members["word"] = .words(word) }
        return .object(members)
    }

    /// Names its look: how much of the price, free, wanting a person, still to come.
    private var kind: String {
        if let line { return line.percent == 100 ? "full" : line.percent >= 95 ? "less" : "least" }
        if isToday { return "today" }
        if isPending { return "pending" }
        return reason?.needsPerson == true ? "wrong" : "free"
    }

    private var word: Words? {
        if line != nil { return nil }
        if isToday { return Words("今天", "Today") }
        if isPending { return Words("待计费", "To come") }
        return reason?.words
    }

    private static let weekdays = [
        Words("一", "Mo"), Words("二", "Tu"), Words("三", "We"), Words("四", "Th"),
        Words("五", "Fr"), Words("六", "Sa"), Words("日", "Su"),
    ]
}

extension Items.Item {
    fileprivate var json: JSON {
        [
            "number": .string(number), "day": .string(day.text), "item": .string(item),
            "amount": .money(amount),
            "state": isLive
                ? .badge(.good, Words("有效", "Live")) : .badge(.off, Words("已冲销", "Taken back")),
        ]
    }
}

extension PostedLine.Source {
    var words: Words {
        switch self {
        case .auto: Words("夜间", "Night")
        case .discharge: Words("出院", "Discharge")
        case .recompute: Words("重算", "Recomputed")
        }
    }
}

extension BedDay.Reason {
    var words: Words {
        switch self {
        case .elected: Words("原方式", "Original way")
        case .outside: Words("非方案科室", "Not in the scheme")
        case .onLeave: Words("请假", "On leave")
        case .notServed: Words("未护理", "Not nursed")
        case .newborn: Words("新生儿", "Newborn")
        case .withoutOwner: Words("无科室", "No department")
        case .withoutRecord: Words("无记录", "No record")
        case .servedElsewhere: Words("他科记录", "Other's record")
        case .itemStands: Words("有打包项目", "Item charged")
        case .overlap: Words("住院重叠", "Overlap")
        }
    }
}
