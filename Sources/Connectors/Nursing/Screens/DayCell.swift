import Hospital
import Hub
import Lab

/// One day of the strip.
struct DayCell: Sendable {
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

extension DayCell {
    var json: JSON {
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
