import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Insured settlements looked up by settlement, setl_id, visit, stay, card or patient.
struct ListSearch: Sendable {
    let office: Office

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let text = visit.query["text"]?.trimmingCharacters(in: .whitespaces) ?? ""
        guard !text.isEmpty else { return .page(["rows": []]) }
        var search = Dossiers.Search()
        search.campus = visit.caller.campus
        let base = search
        let rows = try await office.store.read { transaction in
            try Self.searches(text, base, in: transaction).lazy
                .map { try Self.rows($0, in: transaction) }
                .first { !$0.isEmpty } ?? []
        }
        if visit.query["as"] == "csv" {
            return .table(name: "lists", rows: [Self.headings] + rows.map(\.cells))
        }
        return .page(["rows": .array(rows.map(\.json))])
    }

    /// What the text may be, the surest first.
    private static func searches(
        _ text: String, _ base: Dossiers.Search, in transaction: any Transaction
    ) throws -> [Dossiers.Search] {
        func with(_ change: (inout Dossiers.Search) -> Void) -> Dossiers.Search {
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
        return [with { $0.settlement = text }, with { $0.setlID = text }] + meanings
    }

    private struct Found: Sendable {
        let dossier: Dossier
        let name: String

        var json: JSON {
            [
                "settlement": .string(dossier.settlement), "kind": .words(dossier.kind.words),
                "campus": .campus(dossier.campus), "name": .string(name),
                "total": .integer(Int64(dossier.total?.fen ?? 0)), "at": .moment(dossier.at),
                "setlId": .string(dossier.insured?.setlID ?? ""), "state": dossier.badge,
                "phase": .words(dossier.phaseWords),
                "tone": .string(dossier.phase == .stopped ? "bad" : ""),
            ]
        }

        var cells: [String] {
            [
                dossier.settlement, dossier.kind.words.zh, dossier.campus,
                dossier.total?.yuan ?? "", dossier.at.formatted(.iso8601),
                dossier.insured?.setlID ?? "", dossier.badge["word"]?.text("zh") ?? "",
                dossier.phaseWords.zh,
            ]
        }
    }

    private static let headings = ["结算号", "类别", "院区", "金额", "时间", "医保结算号", "清单状态", "冲销"]

    private static func rows(
        _ search: Dossiers.Search, in transaction: any Transaction
    ) throws -> [Found] {
        try Dossiers.search(search, in: transaction).map { dossier in
            let patient = try Records.patient(id: dossier.patient, in: transaction)
            return Found(dossier: dossier, name: patient?.name ?? "")
        }
    }
}
