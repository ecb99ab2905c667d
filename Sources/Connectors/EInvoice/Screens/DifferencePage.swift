import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the nightly reconciliation found, and what is done about it.
struct DifferencePage: Sendable {
    let bureau: Bureau

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let day = visit.query["day"].flatMap { $0.isEmpty ? nil : $0 }
        let openOnly = visit.query["all"] == nil
        let campus = visit.caller.campus
        if let form = visit.form { return try await act(form, visit) }
        let rows = try await bureau.store.read {
            try Differences.search(day: day, campus: campus, openOnly: openOnly, in: $0)
        }
        if visit.query["as"] == "csv" {
            return .table(name: "differences", rows: [Self.headings] + rows.map(\.cells))
        }
        return .page(["rows": .array(rows.map(\.json))])
    }

    private func act(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        guard let id = form["difference"].flatMap({ Int($0) }),
            let row = try await bureau.store.read({ try Differences.row(id, in: $0) }),
            visit.caller.campus.map({ $0 == row.campus }) ?? true
        else { throw Declined.unknownBill }
        let about: [(label: Words, value: String)] = [
            (Words("票据号码", "Bill"), row.number),
            (Words("本院金额", "Ours"), row.ours?.yuan ?? "—"),
            (Words("平台金额", "Theirs"), row.theirs?.yuan ?? "—"),
        ]
        let note = form["note"]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        if form["act"] == "settle", note.isEmpty { throw Declined.lacks("note") }
        guard visit.isConfirmed else {
            let words =
                form["act"] == "settle" ? Words("标记为已处理？", "Mark it as settled?") : row.question
            return .confirm(
                Screen.Confirmation(words, about: about, button: Words("确认", "Yes")))
        }
        let (bureau, now, actor) = (bureau, visit.now, visit.caller.actor)
        if form["act"] == "settle" {
            try await bureau.store.write {
                try Differences.settle(
                    id, by: actor, note: note, at: now, in: $0)
            }
        } else {
            let lane = try await bureau.store.write { transaction -> String? in
                guard
                    let errand = try Repairs(bureau: bureau, at: now)
                        .start(row, by: actor, in: transaction)
                else { return nil }
                try Outbox.enqueue(errand, at: now, in: transaction)
                return errand.lane
            }
            guard let lane else { throw Declined.beingRepaired }
            bureau.premises.wake([lane])
        }
        return .done(
            Words("已提交。", "It is under way."), screen: "differences",
            query: visit.query.filter { $0.key != "as" })
    }

    private static let headings = [
        "日期", "院区", "开票点", "业务类型", "方向", "处理", "业务流水号", "票据代码", "票据号码", "本院金额", "平台金额",
    ]
}

extension Declined {
    static let beingRepaired = notNow(
        "being-repaired", Words("此差异已在处理或须人工核对。", "It is under repair, or a person must look."),
        Words("请刷新页面。", "Load the page again."))
}

extension Differences.Row {
    fileprivate var question: Words {
        switch repair {
        case .reissue: Words("向平台补开这张票据？", "Ask the platform for this bill again?")
        case .reverse: Words("在平台冲红这张票据？", "Reverse this bill on the platform?")
        case .look: Words("须人工核对。", "A person must look.")
        }
    }

    fileprivate var repairWords: Words {
        switch repair {
        case .reissue: Words("补开", "Issue again")
        case .reverse: Words("平台冲红", "Reverse there")
        case .look: Words("人工核对", "Look")
        }
    }

    fileprivate var sideWords: Words {
        side == .issued ? Words("开票", "Issued") : Words("冲红", "Reversed")
    }

    fileprivate var json: JSON {
        let state: (JSON.Tone, Words) =
            if settledAt != nil {
                (.good, Words("已处理", "Settled"))
            } else if startedAt != nil {
                (.wait, Words("处理中", "Under way"))
            } else {
                (.bad, Words("待处理", "Open"))
            }
        return [
            "id": .string(String(id)), "day": .string(day), "campus": .campus(campus),
            "place": .string(place), "side": .words(sideWords), "repair": .words(repairWords),
            "busNo": .string(busNo), "number": .string(number),
            "ours": ours.map { .integer(Int64($0.fen)) } ?? .null,
            "theirs": theirs.map { .integer(Int64($0.fen)) } ?? .null,
            "state": .badge(state.0, state.1),
            "canRepair": .bool(repair != .look && startedAt == nil && settledAt == nil),
            "canSettle": .bool(settledAt == nil),
            "note": .words(EInvoiceConnector.reasons.words(note ?? "")),
        ]
    }

    fileprivate var cells: [String] {
        [
            day, campus, place, busType, sideWords.zh, repairWords.zh, busNo, batch, number,
            ours?.yuan ?? "", theirs?.yuan ?? "",
        ]
    }
}
