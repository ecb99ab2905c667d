import Foundation
import Hospital
import Hub
import Lab
import Storage

extension DaysView {
    /// Days side by side in the strip: as many as the first tiers are long.
    private static let columns = 15

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

    private static func label(_ week: [DayCell]) -> String {
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
