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
        let rows = try await office.store.read {
            try Exceptions.search(campus: campus, openOnly: openOnly, in: $0)
        }
        if visit.query["as"] == "csv" {
            return .table(name: "exceptions", rows: [Self.headings] + rows.map(\.cells))
        }
        return .page(["rows": .array(rows.map(\.json))])
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

    private static let headings = ["时间", "院区", "类别", "结算号", "说明", "处理时间", "处理人", "处理结果"]
}

extension Exceptions.Entry {
    fileprivate var json: JSON {
        [
            "id": .string(String(id)), "settlement": .string(settlement),
            "campus": .string(campus), "kind": .words(kind.words), "at": .moment(at),
            "note": .string(note), "isOpen": .bool(settledAt == nil),
            "answer": .string([settledBy, answer].compactMap { $0 }.joined(separator: " ")),
            "state": settledAt == nil
                ? .badge(.bad, Words("待处理", "Open")) : .badge(.good, Words("已处理", "Settled")),
        ]
    }

    fileprivate var cells: [String] {
        [
            at.formatted(.iso8601), campus, kind.words.zh, settlement, note,
            settledAt?.formatted(.iso8601) ?? "", settledBy ?? "", answer ?? "",
        ]
    }
}
