import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the HIS fetches to charge: lines and items to take back, each under a number for ever.
extension Asking {
    private static let linesAtOnce = 5_000

    /// Every line after a number, those that take others back included.
    func lines(_ question: Question) async throws -> JSON {
        let (after, limit) = try page(question.body)
        let campus = question.caller.campus
        let lines = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT id, campus, stay, day, stayIndex, department, ward, price, percent, amount,
                    item, insurance, reversalOf, source, at
                FROM nursingLine
                WHERE id > \(after) AND (\(campus) IS NULL OR campus = \(campus))
                ORDER BY id LIMIT \(limit)
                """
            ).map { try Self.line($0) }
        }
        return Self.page("lines", lines, after: after)
    }

    func itemsToReverse(_ question: Question) async throws -> JSON {
        let (after, limit) = try page(question.body)
        let (campus, stay) = (question.caller.campus, question.body.text("stay"))
        let items = try await store.read { transaction in
            try ItemReversals.list(
                after: after, stay: stay, campus: campus, limit: limit, in: transaction
            ).map(\.json)
        }
        return Self.page("items", items, after: after)
    }

    private func page(_ body: JSON) throws -> (after: Int, limit: Int) {
        try read(body) { members throws(HISEvent.Malformed) in
            (
                try members.optionalInteger("after", in: 0...Int.max) ?? 0,
                try members.optionalInteger("limit", in: 1...Self.linesAtOnce) ?? 500
            )
        }
    }

    private static func page(_ name: String, _ rows: [JSON], after: Int) -> JSON {
        .object([name: .array(rows), "next": rows.last?["id"] ?? .whole(after)])
    }

    private static func line(_ row: Row) throws -> JSON {
        [
            "id": .whole(try row.int("id")), "campus": .string(try row.string("campus")),
            "stay": .string(try row.string("stay")), "day": .string(try row.string("day")),
            "index": .whole(try row.int("stayIndex")),
            "department": .string(try row.string("department")),
            "ward": .text(try row.optionalString("ward")),
            "price": .whole(try row.int("price")), "percent": .whole(try row.int("percent")),
            "amount": .whole(try row.int("amount")), "item": .string(try row.string("item")),
            "insurance": .text(try row.optionalString("insurance")),
            "reversalOf": try row.optionalInt("reversalOf").map { .whole($0) } ?? .null,
            "source": .string(try row.string("source")),
            "at": .string(try row.date("at").formatted(.iso8601)),
        ]
    }
}
