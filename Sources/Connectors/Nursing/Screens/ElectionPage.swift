import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the patient of a short stay chooses, and the slip that is signed for it.
struct ElectionPage: Sendable {
    let finder: StayFinder
    let asking: Asking

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        if let form = visit.form { return try await choose(form, visit) }
        let text = visit.query["text"] ?? ""
        let found = try await asking.store.read { transaction in
            let stays =
                visit.query["stay"] == nil
                ? try finder.find(text, for: visit.caller, in: transaction)
                : [try finder.stay(visit, in: transaction)]
            return try stays.map { (stay: $0, row: try finder.row($0, in: transaction)) }
        }
        guard found.count == 1, let stay = found.first?.stay else {
            return .page(["rows": .array(found.map(\.row)), "isAsked": .bool(!text.isEmpty)])
        }
        return .page(try await page(of: stay, visit))
    }

    private func page(of stay: Stay, _ visit: Screen.Visit) async throws -> JSON {
        let look = try await asking.lookAtElection(
            visit.question(["stay": .string(stay.id)]))
        let head = try await asking.store.read { try finder.head(stay, in: $0) }
        let choice = Election.Choice(rawValue: look.text("choice") ?? "") ?? .bedDay
        let isRecorded = look["isRecorded"] == .bool(true)
        let rows = look.list("history").map { entry -> JSON in
            entry.adding([
                "choice": .words(
                    (Election.Choice(rawValue: entry.text("choice") ?? "") ?? .bedDay).words),
                "by": .words(
                    (Election.Chooser(rawValue: entry.text("by") ?? "") ?? .patient).words),
            ])
        }
        return [
            "hasStay": .bool(true), "stay": .string(stay.id), "details": head,
            "canChoose": look["canChoose"] ?? .bool(false),
            "standing": isRecorded
                ? .badge(choice == .original ? .wait : .good, choice.words)
                : .badge(.off, Words("未选择，按床日收费", "No choice: by bed-days")),
            "history": .array(rows), "items": look["itemsToReverse"] ?? .array([]),
            "lengths": .string(
                asking.office.settings.shortStayDays.sorted().map(String.init)
                    .joined(separator: "、")),
        ]
    }

    private func choose(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let stay = try await asking.store.read { try finder.stay(visit, in: $0) }
        guard let choice = form["choice"].flatMap(Election.Choice.init) else {
            throw Declined.lacks("choice")
        }
        guard visit.isConfirmed else {
            return .confirm(
                Screen.Confirmation(
                    Words(
                        "登记患者的选择“\(choice.words.zh)”？", "Keep the choice: \(choice.words.en)?"),
                    about: [
                        (Words("住院号", "Inpatient number"), stay.number ?? stay.id),
                        (Words("告知书编号", "Slip"), form["signature"] ?? ""),
                    ], button: Words("确认登记", "Keep it")))
        }
        let answer = try await asking.setElection(
            visit.question([
                "stay": .string(stay.id), "choice": .string(choice.rawValue),
                "by": .string(form["by"] ?? ""), "signature": .string(form["signature"] ?? ""),
            ]))
        let items = answer.list("itemsToReverse").count
        return .done(
            Words(
                "已登记：\(choice.words.zh)。" + (items > 0 ? "有 \(items) 笔护理项目将由 HIS 冲销。" : ""),
                "Kept: \(choice.words.en)."
                    + (items > 0 ? " The HIS takes \(items) items back." : "")),
            screen: "election", query: ["stay": stay.id])
    }

    /// The slip that the patient signs, to be printed.
    func slip(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let (head, prices) = try await asking.store.read { transaction in
            let stay = try finder.stay(visit, in: transaction)
            let tariff = try Tariffs(in: transaction).of(stay.campus)
            let price = stay.place.department.flatMap {
                tariff.price(of: $0.code, on: asking.office.today(at: visit.now))
            }
            return (try finder.head(stay, in: transaction), price)
        }
        return .page([
            "details": head, "stay": .string(visit.query["stay"] ?? ""),
            "price": prices.map { .money($0.price) } ?? .null,
            "lengths": .string(
                asking.office.settings.shortStayDays.sorted().map(String.init)
                    .joined(separator: "、")),
        ])
    }
}

extension Election.Choice {
    var words: Words {
        switch self {
        case .bedDay: Words("按床日收费", "By bed-days")
        case .original: Words("按原方式收费", "The original way")
        }
    }
}

extension Election.Chooser {
    var words: Words {
        switch self {
        case .patient: Words("患者本人", "Patient")
        case .relative: Words("家属", "Relative")
        }
    }
}
