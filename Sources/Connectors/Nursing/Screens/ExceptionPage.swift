import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What a person must look at, and what they decide.
struct ExceptionPage: Sendable {
    let finder: StayFinder
    private var office: Office { finder.office }

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        if let form = visit.form { return try await settle(form, visit) }
        let openOnly = visit.query["all"] == nil
        let text = visit.query["stay"].flatMap { $0.isEmpty ? nil : $0 }
        let campus = visit.caller.campus
        let rows = try await office.store.read { transaction in
            let stay = try text.map {
                try finder.find($0, for: visit.caller, in: transaction).first?.id ?? $0
            }
            let entries = try Exceptions.search(
                campus: campus, stay: stay, openOnly: openOnly, limit: 500, in: transaction)
            let stays = try Records.stays(Set(entries.map(\.stay)).sorted(), in: transaction)
            let names = try MasterLists.names(campus: campus, in: transaction)
            return try entries.map { entry -> Row in
                let stay = stays[entry.stay]
                let patient = try stay.flatMap {
                    try Records.patient(id: $0.patient, in: transaction)
                }
                return Row(
                    entry: entry, name: patient?.name ?? "", number: stay?.number ?? entry.stay,
                    detail: entry.told(names))
            }
        }
        if visit.query["as"] == "csv" {
            return .table(
                name: "exceptions",
                rows: [["发现时间", "住院", "日期", "异常", "说明", "处理人", "处理意见"]]
                    + rows.map { row in
                        let entry = row.entry
                        return [
                            entry.foundAt.formatted(.iso8601), row.number, entry.day?.text ?? "",
                            entry.kind.words.zh, row.detail, entry.settledBy ?? "",
                            entry.note ?? "",
                        ]
                    })
        }
        return .page(["rows": .array(rows.map(\.json))])
    }

    /// An exception as the page shows it.
    fileprivate struct Row: Sendable {
        let entry: Exceptions.Entry
        let name: String
        /// The inpatient number.
        let number: String
        let detail: String
    }

    private func settle(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let note = form["note"]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !note.isEmpty else { throw Declined.lacks("note") }
        guard let id = form["exception"].flatMap({ Int($0) }) else { throw Declined.noChange }
        let entry = try await office.store.read { try Exceptions.find(id, in: $0) }
        guard let entry, entry.stops, entry.kind.canBeWaived,
            visit.caller.campus.map({ $0 == entry.campus }) ?? true
        else { throw Declined.noChange }
        guard visit.isConfirmed else {
            return .confirm(
                Screen.Confirmation(
                    entry.kind.question,
                    about: [
                        (Words("住院", "Stay"), entry.stay),
                        (Words("日期", "Day"), entry.day?.text ?? "—"),
                        (Words("处理意见", "Note"), note),
                    ], button: Words("确认", "Yes")))
        }
        let (book, now, caller) = (office.book, visit.now, visit.caller)
        try await office.store.write { transaction in
            // Its row first: a computation under way sees either all of it or nothing.
            try StayRow.hold(entry.stay, campus: entry.campus, in: transaction)
            if let day = entry.day, entry.kind.isOfRecords {
                try Care.waive(
                    day, of: entry.stay, by: caller.actor, note: note, at: now, in: transaction)
            }
            try Exceptions.settle(id, by: caller.actor, note: note, at: now, in: transaction)
            try Audit.append(
                Audit.Entry(
                    at: now, actor: caller.actor, origin: caller.origin,
                    action: "nursing.exception", target: entry.stay,
                    detail: "\(entry.kind.rawValue) \(entry.day?.text ?? "")"), in: transaction)
            try book.compute(entry.stay, at: now, in: transaction)
        }
        return .done(
            Words("已处理。", "It is settled."), screen: "exceptions",
            query: visit.query.filter { $0.key != "as" })
    }
}

extension Exceptions.Kind {
    /// Whether a person may say in place of a record that nobody nursed.
    var isOfRecords: Bool { self == .withoutRecord || self == .servedElsewhere }

    /// Whether a person may let it be; the others must be mended where they come from.
    var canBeWaived: Bool { self != .disorder && self != .unreadable }

    fileprivate var question: Words {
        isOfRecords
            ? Words("确认当日未实施整体护理、不收床日费？", "Nobody nursed that day, and it is not charged?")
            : Words("确认已核实，不再提示？", "It has been looked into and need not be shown?")
    }

    fileprivate var todo: Words {
        switch self {
        case .withoutRecord, .servedElsewhere:
            Words("补记护理记录；或确认未护理", "Record it, or say that nobody nursed")
        case .itemStands: Words("HIS 冲销该项目后自动补床日", "Take the item back in the HIS")
        case .withoutOwner: Words("补登转科或入院科室", "Tell the department")
        case .overlap: Words("核对两次住院，取消或更正其一", "Mend one of the two stays")
        case .disorder: Words("更正入院、转科或出院时间", "Mend the dates in the HIS")
        case .settledButChanged: Words("如需更正，先取消出院结算", "Cancel the settlement to correct it")
        case .unreadable: Words("请联系系统管理员", "Call the administrator")
        }
    }
}

extension Exceptions.Entry {
    /// The detail in words.
    fileprivate func told(_ names: [String: String]) -> String {
        switch kind {
        case .withoutRecord: names[detail] ?? detail
        case .servedElsewhere:
            detail.split(separator: ", ").map { names[String($0)] ?? String($0) }
                .joined(separator: "、")
        case .settledButChanged: "\(detail) 元"
        case .disorder:
            switch Course.Disorder(rawValue: detail) {
            case .dischargedBeforeAdmission: "出院早于入院"
            case .movedBeforeAdmission: "转科早于入院"
            case .movedAfterDischarge: "转科晚于出院"
            case nil: detail
            }
        default: detail
        }
    }
}

extension ExceptionPage.Row {
    fileprivate var json: JSON {
        let state: JSON =
            if entry.resolvedAt != nil {
                .badge(.good, Words("已消除", "Gone"))
            } else if entry.settledBy != nil {
                .badge(.off, Words("已核实", "Looked at"))
            } else {
                .badge(.bad, Words("待处理", "Open"))
            }
        return [
            "id": .whole(entry.id), "stay": .string(entry.stay), "number": .string(number),
            "name": .string(name), "day": .string(entry.day?.text ?? ""),
            "kind": .words(entry.kind.words), "detail": .string(detail),
            "todo": .words(entry.kind.todo), "foundAt": .moment(entry.foundAt), "state": state,
            "note": .string(entry.note ?? ""),
            "canSettle": .bool(entry.stops && entry.kind.canBeWaived),
            "tone": .string(entry.stops ? "bad" : ""),
        ]
    }
}
