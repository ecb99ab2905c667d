import Foundation
import Hospital
import Hub
import Lab
import Storage

/// The table of categories, to look at and to change (§10.1).
struct CategoriesPage: Sendable {
    let asking: Asking

    func list(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let day = asking.office.day(of: visit.now)
        let (all, missing) = try await asking.store.read { transaction in
            (
                try Categories.all(in: transaction),
                try StrayCode.missing(on: day, at: visit.now, in: transaction)
            )
        }
        if visit.query["as"] == "csv" {
            let headings = CategoryField.allCases.map(\.words.zh)
            return .table(
                name: "assistance-categories",
                rows: [headings]
                    + all.map { category in CategoryField.allCases.map(category.words) })
        }
        return .page([
            "rows": .array(all.map { $0.row(on: day) }),
            "count": .integer(Int64(all.count { $0.isActive(on: day) })),
            "stray": .array(
                missing.map { stray in
                    [
                        "insurer": .string(stray.code),
                        "patients": .integer(Int64(stray.patients)),
                        "lastAt": .moment(stray.lastAt),
                    ]
                }),
            "hasStray": .bool(!missing.isEmpty),
        ])
    }

    /// One category: a new one where the address names none.
    func one(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let code = visit.query["code"]?.nonEmpty
        let known = try await asking.store.read { try Categories.all(in: $0) }
        let category = code.flatMap { code in known.first { $0.code == code } }
        if code != nil, category == nil { throw Declined.unknownCategory }
        guard let form = visit.form else {
            // A code that the table lacks leads here with itself.
            let insurer = visit.query["insurer"] ?? ""
            return .page(
                page(
                    category,
                    words: { category?.words($0) ?? ($0 == .insurer ? insurer : "") }))
        }
        var words: [CategoryField: String] = [:]
        for field in CategoryField.allCases { words[field] = form[field.rawValue] }
        // The code of a category that is there stays what it is.
        if let code { words[.code] = code }
        let read = CategoryLine.read(words, place: (known.map(\.sort).max() ?? 0) + 1)
        var faults = read.faults
        if faults.isEmpty, let made = read.category {
            let list = try await asking.keep(by: visit.caller, at: visit.now) {
                CategoryList(made, isNew: code == nil, beside: $0)
            }
            faults = list.faults.map { CategoryLine.Fault(field: $0.field, words: $0.words) }
            if faults.isEmpty {
                return .done(
                    Words("类别 \(made.code) 已保存。", "The category \(made.code) is saved."),
                    screen: "categories", query: [:])
            }
        }
        let typed = words
        return .page(page(category, faults, words: { typed[$0] ?? "" }))
    }

    private func page(
        _ category: Category?, _ faults: [CategoryLine.Fault] = [],
        words: (CategoryField) -> String
    ) -> JSON {
        let fields = CategoryField.allCases.filter { category == nil || $0 != .code }
        return [
            "code": .text(category?.code),
            "fields": .array(
                fields.map { field in
                    [
                        "kind": .string(field.kind), "name": .string(field.rawValue),
                        "label": .words(field.words), "value": .string(words(field)),
                        "required": .bool(field.isRequired),
                        "complaint": faults.first { $0.field == field }
                            .map { .words($0.words) } ?? .null,
                    ]
                }),
        ]
    }
}

extension CategoryField {
    /// The form's kind of input.
    fileprivate var kind: String {
        switch self {
        case .from, .until: "date"
        case .sort: "number"
        default: "text"
        }
    }
}

extension Category {
    func row(on day: String) -> JSON {
        let standing: (JSON.Tone, Words) =
            if isActive(on: day) {
                (.good, Words("有效", "Active"))
            } else if let from, day < from {
                (.wait, Words("未启用", "To come"))
            } else {
                (.off, Words("已停用", "Ended"))
            }
        return [
            "code": .string(code), "name": .string(name), "insurer": .string(insurer),
            "hospital": .text(hospital), "from": .text(from), "until": .text(until),
            "sort": .integer(Int64(sort)), "state": .badge(standing.0, standing.1),
        ]
    }
}
