import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Administration {
    /// Who did what, the latest first.
    var auditList: Screen {
        Screen("audit", Words("操作记录", "Audit"), for: [.admin]) { visit in
            let text = visit.query["text"] ?? ""
            let before = visit.query["before"].flatMap(Int.init)
            let isFile = visit.query["as"] == "csv"
            let limit = isFile ? 10_000 : 50
            let found = try await store.read { transaction in
                try Audit.search(text, before: before, limit: limit + 1, in: transaction)
            }
            let entries = found.prefix(limit)
            if isFile {
                return .table(
                    name: "audit",
                    rows: [["at", "actor", "origin", "action", "target", "detail"]]
                        + entries.map { numbered in
                            let entry = numbered.entry
                            return [
                                entry.at.ISO8601Format(), entry.actor, entry.origin,
                                entry.action, entry.target, entry.detail,
                            ]
                        })
            }
            return .page([
                "rows": .array(
                    entries.map { numbered in
                        let entry = numbered.entry
                        return [
                            "at": .moment(entry.at), "actor": .string(entry.actor),
                            "origin": .string(entry.origin), "action": .string(entry.action),
                            "target": .string(entry.target), "detail": .string(entry.detail),
                        ]
                    }),
                "pager": [
                    "newer": before == nil ? .null : ["before": .null],
                    "older": found.count > limit
                        ? ["before": .string("\(entries.last?.number ?? 0)")] : .null,
                ],
            ])
        }
    }
}
