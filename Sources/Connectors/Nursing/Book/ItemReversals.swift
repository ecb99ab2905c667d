import Foundation
import Hospital
import Storage

/// Items that gave way to bed-days and that the HIS has to take back, once each.
struct ItemReversals: Sendable {
    /// Of the same count as the lines: an item comes before the line that takes its place.
    let id: Int
    let stay: String
    /// The HIS's number of the charge.
    let number: String
    let day: Day
    let item: String
    let amount: Money?

    private init(_ row: Row) throws {
        id = try row.int("id")
        stay = try row.string("stay")
        number = try row.string("number")
        day = try row.day("day")
        item = try row.string("item")
        amount = try row.optionalInt("amount").map(Money.init(fen:))
    }

    static func of(
        _ stay: String, in transaction: any Transaction
    ) throws -> [ItemReversals] {
        try list(after: 0, stay: stay, campus: nil, limit: 1_000, in: transaction)
    }

    static func list(
        after id: Int, stay: String?, campus: String?, limit: Int,
        in transaction: any Transaction
    ) throws -> [ItemReversals] {
        try transaction.rows(
            """
            SELECT r.id AS id, r.stay AS stay, r.number AS number, i.day AS day, i.item AS item,
                i.amount AS amount
            FROM nursingItemReversal r JOIN nursingItem i ON i.number = r.number
            WHERE r.id > \(id) AND (\(stay) IS NULL OR r.stay = \(stay))
                AND (\(campus) IS NULL OR r.campus = \(campus))
            ORDER BY r.id LIMIT \(limit)
            """
        ).map(ItemReversals.init)
    }

    var json: JSON {
        [
            "id": .whole(id), "stay": .string(stay), "charge": .string(number),
            "day": .string(day.text), "item": .string(item), "amount": .money(amount),
        ]
    }
}
