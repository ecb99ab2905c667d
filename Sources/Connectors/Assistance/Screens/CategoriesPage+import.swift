import Hospital
import Hub
import Lab
import Storage

extension CategoriesPage {
    /// A whole list: read, shown with what it changes, and only then kept.
    func takeOver(_ visit: Screen.Visit) async throws -> Screen.Answer {
        guard let form = visit.form, let text = form["text"] else { return .page([:]) }
        let seen = Insured.fingerprint(text)
        guard form["act"] == "keep", form["seen"] == seen else {
            let known = try await asking.store.read { try Categories.all(in: $0) }
            return .page(page(CategoryList(text, beside: known), text, seen, visit))
        }
        let list = try await asking.keep(by: visit.caller, at: visit.now) {
            CategoryList(text, beside: $0)
        }
        guard list.faults.isEmpty else { return .page(page(list, text, seen, visit)) }
        let (new, changed) = (list.count(of: .new), list.count(of: .changed))
        return .done(
            Words("已保存：新增 \(new) 类，修改 \(changed) 类。", "Kept: \(new) new, \(changed) changed."),
            screen: "categories", query: [:])
    }

    private func page(
        _ list: CategoryList, _ text: String, _ seen: String, _ visit: Screen.Visit
    ) -> JSON {
        let day = asking.office.day(of: visit.now)
        return [
            "text": .string(text), "seen": .string(seen),
            "faults": .array(
                list.faults.map { ["line": .integer(Int64($0.line)), "words": .words($0.words)] }),
            "rows": .array(
                list.entries.map { entry in
                    entry.category.row(on: day).with(["change": entry.change.badge])
                }),
            "hasFaults": .bool(!list.faults.isEmpty),
            "canKeep": .bool(
                list.faults.isEmpty && list.entries.contains { $0.change != .same }),
            "isSame": .bool(
                list.faults.isEmpty && list.entries.allSatisfy { $0.change == .same }),
            "new": .integer(Int64(list.count(of: .new))),
            "changed": .integer(Int64(list.count(of: .changed))),
            "untouched": .string(list.untouched.joined(separator: "、")),
        ]
    }
}

extension CategoryList {
    func count(of change: Change) -> Int { entries.count { $0.change == change } }
}

extension CategoryList.Change {
    fileprivate var badge: JSON {
        switch self {
        case .new: .badge(.good, Words("新增", "New"))
        case .changed: .badge(.wait, Words("修改", "Changed"))
        case .same: .badge(.off, Words("不变", "Same"))
        }
    }
}
