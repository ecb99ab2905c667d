import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What a bill shows of a stay's bed-days, and whether the stay may be settled.
extension Asking {
    /// Before a stay is settled: posts what is missing, in one transaction with the look at
    /// whatever a person must see first (R11).
    func beforeSettlement(_ question: Question) async throws -> JSON {
        let (body, caller, now) = (question.body, question.caller, question.now)
        return try await store.write { transaction in
            let stay = try self.stay(body, for: caller, in: transaction)
            if let stop = try self.objection(to: stay, at: now, in: transaction) {
                return stop.json
            }
            let tally = try self.book.compute(
                stay.id, source: .discharge, at: now, in: transaction)
            let open = try Exceptions.open(of: [stay.id], in: transaction)[stay.id] ?? []
            let bill = try self.bill(of: stay, in: transaction)
            let doubts = open.filter(\.stops)
            guard doubts.isEmpty else {
                return Permission.stop("exceptions", Self.words(for: doubts), bill).json
            }
            try self.audit(
                "settlement", stay.id, detail: "posted \(tally.posted)", by: caller, at: now,
                in: transaction)
            return Permission.go(bill.adding(["posted": .whole(tally.posted)])).json
        }
    }

    /// Why nothing can be computed for the settlement yet.
    private func objection(
        to stay: Stay, at now: Date, in transaction: any Transaction
    ) throws -> Permission? {
        guard try Settlements.settled(among: [stay.id], in: transaction).isEmpty else {
            return .stop("stay-settled", Declined.settled.detail)
        }
        if stay.isCancelled { return nil }
        guard stay.dischargedAt != nil else {
            return .stop(
                "not-discharged",
                Words("尚未办理出院，不能结算床日。", "The patient is not discharged yet."))
        }
        let course = try course(of: stay, in: transaction)
        guard course.disorder != nil || course.isOver(through: book.ended(at: now)) else {
            return .stop(
                "discharge-ahead",
                Words("出院日期还没有到，床日未满。", "The day of the discharge is still to come."))
        }
        return nil
    }

    /// What a bill shows: segments, and the sum of all lines.
    func segments(_ question: Question) async throws -> JSON {
        let (body, caller) = (question.body, question.caller)
        return try await store.read { transaction in
            try self.bill(
                of: self.stay(body, for: caller, in: transaction), in: transaction)
        }
    }

    private func bill(of stay: Stay, in transaction: any Transaction) throws -> JSON {
        let lines = try Lines.live(of: [stay.id], in: transaction)[stay.id] ?? []
        let segments = Segment.grouping(lines)
        return [
            "stay": .string(stay.id), "days": .whole(lines.count),
            "total": .money(lines.map(\.amount).sum),
            "segments": .array(segments.map { $0.json(of: lines) }),
        ]
    }

    private static func words(for doubts: [Exceptions.Entry]) -> Words {
        let kinds = Exceptions.Kind.allCases.filter { kind in doubts.contains { $0.kind == kind } }
        func days(_ kind: Exceptions.Kind) -> String {
            let days = doubts.filter { $0.kind == kind }.compactMap { $0.day?.text }
            guard let first = days.first else { return "" }
            return days.count == 1 ? "（\(first)）" : "（\(first) 等 \(days.count) 天）"
        }
        return Words(
            "床日有 \(doubts.count) 项异常待处理："
                + kinds.map { "\($0.words.zh)\(days($0))" }.joined(separator: "；")
                + "。请在“床日计费异常”中处理后再结算。",
            "\(doubts.count) exceptions wait: "
                + kinds.map(\.words.en).joined(separator: "; ")
                + ". Settle them on the page of exceptions first.")
    }
}

extension Segment {
    /// As the bill shows it, with its days for payers who want each of them.
    fileprivate func json(of lines: [PostedLine]) -> JSON {
        [
            "from": .string(from.text), "until": .string(until.text), "days": .whole(days),
            "department": .string(department), "item": .string(item),
            "insurance": .text(insurance), "price": .money(price), "percent": .whole(percent),
            "unit": .money(unit), "amount": .money(amount),
            "perDay": .array(
                lines.filter { from <= $0.day && $0.day <= until }.map { line in
                    [
                        "line": .whole(line.id), "day": .string(line.day.text),
                        "index": .whole(line.index), "amount": .money(line.amount),
                    ]
                }),
        ]
    }
}

extension Exceptions.Kind {
    var words: Words {
        switch self {
        case .withoutRecord: Words("无护理记录", "No nursing record")
        case .servedElsewhere: Words("护理记录属其他科室", "The record is another department's")
        case .itemStands: Words("已收打包护理项目", "A bundled item is charged")
        case .withoutOwner: Words("无归属科室", "No department")
        case .overlap: Words("与同一患者另一次住院重叠", "Overlaps another stay of the patient")
        case .disorder: Words("住院日期颠倒", "Dates are out of order")
        case .settledButChanged: Words("结算后有变化", "Changed after settlement")
        case .unreadable: Words("住院记录不能读取", "The stay's records cannot be read")
        }
    }
}
