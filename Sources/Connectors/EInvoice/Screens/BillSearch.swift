import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Bills looked up by visit, stay, settlement, card or patient.
struct BillSearch: Sendable {
    let bureau: Bureau
    /// How far back a search looks where it names no day.
    private static let days = 365

    func answer(_ visit: Screen.Visit, kinds: Set<Bill.Kind>) async throws -> Screen.Answer {
        let text = visit.query["text"]?.trimmingCharacters(in: .whitespaces) ?? ""
        let bounds = visit.query["day"].flatMap { bureau.time.bounds(of: $0) }
        guard !text.isEmpty else { return .page(["rows": []]) }
        var search = BillView.Search()
        search.kinds = kinds
        search.campus = visit.caller.campus
        search.since = bounds?.from ?? bureau.time.start(daysBefore: Self.days, visit.now)
        let base = search
        let rows = try await bureau.store.read { transaction in
            try Self.searches(text, base, in: transaction).lazy
                .map { try Self.rows($0, in: transaction) }
                .first { !$0.isEmpty } ?? []
        }
        let shown = rows.filter { row in bounds.map { row.at < $0.until } ?? true }
        if visit.query["as"] == "csv" {
            return .table(name: "bills", rows: [Self.headings] + shown.map(\.cells))
        }
        return .page(["rows": .array(shown.map(\.json))])
    }

    /// What the text may be, the surest first.
    private static func searches(
        _ text: String, _ base: BillView.Search, in transaction: any Transaction
    ) throws -> [BillView.Search] {
        func with(_ change: (inout BillView.Search) -> Void) -> BillView.Search {
            var search = base
            change(&search)
            return search
        }
        let meanings = try Records.meanings(of: text, in: transaction).map { meaning in
            switch meaning {
            case .visit(let visit): with { $0.visit = visit }
            case .stay(let stay): with { $0.stay = stay }
            case .patient(let patient): with { $0.patient = patient }
            }
        }
        return [with { $0.number = text }] + meanings
    }

    private struct Found: Sendable {
        let view: BillView
        let name: String
        var at: Date { view.entry.at }

        var json: JSON {
            let standing = view.standing
            return [
                "kind": .string(view.entry.kind.rawValue),
                "kindName": .words(view.entry.kind.words),
                "number": .string(view.entry.number), "name": .string(name),
                "total": .integer(Int64(view.entry.total?.fen ?? 0)), "at": .moment(at),
                "billNo": .string(view.bill?.numbers?.number ?? ""),
                "prints": .integer(Int64(view.bill?.prints ?? 0)),
                "state": .badge(
                    JSON.Tone(rawValue: standing.tone) ?? .off, standing.words),
                "tone": .string(standing == .failed ? "bad" : ""),
            ]
        }

        var cells: [String] {
            [
                view.entry.number, view.entry.kind.words.zh, view.entry.total?.yuan ?? "",
                at.formatted(.iso8601), view.standing.words.zh, view.bill?.numbers?.batch ?? "",
                view.bill?.numbers?.number ?? "", String(view.bill?.prints ?? 0),
            ]
        }
    }

    private static let headings = ["结算号", "类别", "金额", "时间", "状态", "票据代码", "票据号码", "打印次数"]

    private static func rows(
        _ search: BillView.Search, in transaction: any Transaction
    ) throws -> [Found] {
        try BillView.search(search, in: transaction).map { view in
            let patient = try Records.patient(id: view.entry.patient, in: transaction)
            return Found(view: view, name: patient?.name ?? "")
        }
    }
}
