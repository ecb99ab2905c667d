import Foundation
import Hospital
import Hub
import Lab
import Storage

/// A patient's bed-days: a strip of days, what the bill shows, and every line there was.
struct DaysPage: Sendable {
    let finder: StayFinder
    private var office: Office { finder.office }

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        if visit.form != nil { return try await recompute(visit) }
        let text = visit.query["text"] ?? ""
        if visit.query["stay"] == nil {
            let found = try await office.store.read { transaction in
                try finder.find(text, for: visit.caller, in: transaction)
                    .map { (stay: $0, row: try finder.row($0, in: transaction)) }
            }
            guard found.count == 1, let only = found.first else {
                return .page([
                    "rows": .array(found.map(\.row)), "isAsked": .bool(!text.isEmpty),
                ])
            }
            return try await page(only.stay, visit)
        }
        let stay = try await office.store.read { try finder.stay(visit, in: $0) }
        return try await page(stay, visit)
    }

    private func page(_ stay: Stay, _ visit: Screen.Visit) async throws -> Screen.Answer {
        let today = office.today(at: visit.now)
        let ended = office.book.ended(at: visit.now)
        let view = try await office.store.read { transaction in
            try DaysView(
                of: stay, through: ended, today: today, settings: office.settings,
                zone: office.zone, in: transaction)
        }
        if visit.query["as"] == "csv" {
            return .table(name: "bed-days-\(stay.id)", rows: view.table)
        }
        let head = try await office.store.read { try finder.head(stay, in: $0) }
        return .page(view.json.adding(["details": head, "stay": .string(stay.id)]))
    }

    /// Has the stay computed anew by the clock as it is now.
    private func recompute(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let (book, now) = (office.book, visit.now)
        let (stay, tally) = try await office.store.write { transaction in
            let stay = try finder.stay(visit, in: transaction)
            try StayRow.hold(stay.id, campus: stay.campus, in: transaction)
            let tally = try book.compute(
                stay.id, at: now, trustingClock: true, in: transaction)
            try Audit.append(
                Audit.Entry(
                    at: now, actor: visit.caller.actor, origin: visit.caller.origin,
                    action: "nursing.recompute", target: stay.id,
                    detail: "+\(tally.posted) -\(tally.reversed)"), in: transaction)
            return (stay, tally)
        }
        return .done(
            Words(
                "已重新计算：新增 \(tally.posted) 条，冲销 \(tally.reversed) 条。",
                "Computed anew: \(tally.posted) lines posted, \(tally.reversed) taken back."),
            screen: "days", query: ["stay": stay.id])
    }
}
