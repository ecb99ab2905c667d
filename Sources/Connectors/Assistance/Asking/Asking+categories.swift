import Foundation
import Hospital
import Hub
import Insurer
import Storage

extension Asking {
    /// The table as the HIS keeps it beside its own categories (§10.1).
    func categories(_ question: Question) async throws -> JSON {
        var day = office.day(of: question.now)
        if let asked = question.body.text("day") {
            guard let read = CalendarDay.read(asked) else {
                throw Declined.wrong("day", "不是日期，如 2026-11-22", "is no day, such as 2026-11-22")
            }
            day = read
        }
        let all = try await store.read { try Categories.all(in: $0) }
        return [
            "day": .string(day),
            "categories": .array(
                all.map { category in
                    [
                        "code": .string(category.code), "name": .string(category.name),
                        "insurer": .string(category.insurer),
                        "hospital": .text(category.hospital), "from": .text(category.from),
                        "until": .text(category.until), "sort": .integer(Int64(category.sort)),
                        "isActive": .bool(category.isActive(on: day)),
                    ]
                }),
        ]
    }

    /// Keeps what a person wrote into the table, all of it or nothing, and who it was.
    /// - Returns: What is wrong; nothing was kept then.
    func keep(
        by caller: Caller, at now: Date,
        _ plan: @escaping @Sendable ([Category]) -> CategoryList
    ) async throws -> CategoryList {
        try await store.write { transaction in
            // One at a time, also over several daemons: two may each be right and collide.
            _ = try Serials.next("assistance.categories", in: transaction)
            let known = try Categories.all(in: transaction)
            let list = plan(known)
            for entry in list.entries where entry.change != .same {
                let before = known.first { $0.code == entry.category.code }
                try Categories.save(
                    entry.category, by: caller.actor, at: now, in: transaction)
                try Audit.append(
                    Audit.Entry(
                        at: now, actor: caller.actor, origin: caller.origin,
                        action: "assistance.category.\(before == nil ? "add" : "change")",
                        target: entry.category.code, detail: entry.category.difference(to: before)),
                    in: transaction)
            }
            return list
        }
    }
}

extension Category {
    /// What is written in a field; empty where nothing is.
    func words(_ field: CategoryField) -> String {
        switch field {
        case .code: code
        case .name: name
        case .insurer: insurer
        case .hospital: hospital ?? ""
        case .from: from ?? ""
        case .until: until ?? ""
        case .sort: String(sort)
        }
    }

    /// What is new or different, for the audit.
    func difference(to before: Category?) -> String {
        CategoryField.allCases.compactMap { field in
            let (old, new) = (before?.words(field) ?? "", words(field))
            return old == new ? nil : "\(field.rawValue): \(old) → \(new)"
        }.joined(separator: "; ")
    }
}
