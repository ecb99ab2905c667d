import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What a person must look at: permissions without an answer, reversals without a question, lists
/// that would not move.
struct ExceptionPage: Sendable {
    let office: Office

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        if let form = visit.form { return try await settle(form, visit) }
        let (campus, openOnly) = (visit.caller.campus, visit.query["all"] == nil)
        let rows = try await office.store.read { transaction in
            try Exceptions.search(campus: campus, openOnly: openOnly, in: transaction)
                .map { Found(entry: $0, list: try Self.list(of: $0.settlement, in: transaction)) }
        }
        if visit.query["as"] == "csv" {
            return .table(name: "exceptions", rows: [Self.headings] + rows.map(\.cells))
        }
        return .page(["rows": .array(rows.map(\.json))])
    }

    /// How far the list is on its way back, whatever became of the settlement.
    private static func list(
        of settlement: String, in transaction: any Transaction
    ) throws -> Reversals.Entry.State {
        try Reversals.entries(of: settlement, in: transaction)
            .first { $0.step == .list }?.state ?? .standing
    }

    private func settle(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let note = form["note"]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        let campus = visit.caller.campus
        guard let id = form["exception"].flatMap({ Int($0) }),
            let entry = try await office.store.read({
                try Exceptions.search(campus: campus, openOnly: false, id: id, in: $0).first
            })
        else { throw Declined.unknownSettlement }
        if note.isEmpty { throw Declined.lacks("处理结果") }
        guard visit.isConfirmed else {
            return .confirm(
                Screen.Confirmation(
                    Words("标记为已处理？", "Mark it as settled?"),
                    about: [
                        (Words("结算号", "Settlement"), entry.settlement),
                        (Words("处理结果", "What was done"), note),
                    ], button: Words("确认", "Yes")))
        }
        let (now, actor) = (visit.now, visit.caller.actor)
        let isSettled = try await office.store.write {
            try Exceptions.settle(id, by: actor, answer: note, at: now, in: $0)
        }
        guard isSettled else {
            throw Declined.notNow(
                "settled-already", Words("此项已处理。", "It is settled already."),
                Words("请刷新页面。", "Load the page again."))
        }
        return .done(
            Words("已标记。", "It is marked."), screen: "exceptions",
            query: visit.query.filter { $0.key != "as" })
    }

    private static let headings = [
        "时间", "院区", "类别", "结算号", "清单", "说明", "处理时间", "处理人", "处理结果",
    ]

    private struct Found: Sendable {
        let entry: Exceptions.Entry
        let list: Reversals.Entry.State

        private var listWords: (JSON.Tone, Words) {
            switch list {
            case .standing: (.bad, Words("未撤回", "Not taken back"))
            case .undoing: (.wait, Words("正在撤回", "Being taken back"))
            case .undone: (.good, Words("已撤回", "Taken back"))
            }
        }

        private var note: Words { InsuranceConnector.reasons.words(entry.note) }
        private var answer: Words { InsuranceConnector.reasons.words(entry.answer ?? "") }

        var json: JSON {
            [
                "id": .string(String(entry.id)), "settlement": .string(entry.settlement),
                "campus": .campus(entry.campus), "kind": .words(entry.kind.words),
                "at": .moment(entry.at), "list": .badge(listWords.0, listWords.1),
                "note": .words(note), "isOpen": .bool(entry.settledAt == nil),
                "settledBy": .string(entry.settledBy ?? ""), "answer": .words(answer),
                "state": entry.settledAt == nil
                    ? .badge(.bad, Words("待处理", "Open"))
                    : .badge(.good, Words("已处理", "Settled")),
            ]
        }

        var cells: [String] {
            [
                entry.at.formatted(.iso8601), entry.campus, entry.kind.words.zh,
                entry.settlement, listWords.1.zh, note.zh,
                entry.settledAt?.formatted(.iso8601) ?? "", entry.settledBy ?? "", answer.zh,
            ]
        }
    }
}
