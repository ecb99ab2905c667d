import Foundation
import Hospital
import Storage

/// Items of the original way (graded nursing and what is bundled with it) that the HIS has
/// charged because no bed-day had the day.
enum Items {
    /// Why it could be charged.
    enum Origin: String, Sendable, CaseIterable {
        /// The patient chose the original way: where the choice lapses or changes, the item goes.
        case elected
        /// The day was none of the scheme's: where it becomes one, a person must look.
        case outside
    }

    struct Item: Hashable, Sendable {
        /// The HIS's number of the charge.
        let number: String
        let stay: String
        let day: Day
        let item: String
        let amount: Money?
        let origin: Origin
        let isLive: Bool

        init(
            number: String, stay: String, day: Day, item: String, amount: Money?, origin: Origin,
            isLive: Bool = true
        ) {
            self.number = number
            self.stay = stay
            self.day = day
            self.item = item
            self.amount = amount
            self.origin = origin
            self.isLive = isLive
        }

        fileprivate init(_ row: Row) throws {
            number = try row.string("number")
            stay = try row.string("stay")
            day = try row.day("day")
            item = try row.string("item")
            amount = try row.optionalInt("amount").map(Money.init(fen:))
            origin = try row.named("origin")
            isLive = try row.string("state") == "live"
        }
    }

    static func find(_ number: String, in transaction: any Transaction) throws -> Item? {
        try transaction.row(
            """
            SELECT number, stay, day, item, amount, origin, state FROM nursingItem
            WHERE number = \(number)
            """
        ).map(Item.init)
    }

    static func live(
        of stays: [String], in transaction: any Transaction
    ) throws -> [String: [Item]] {
        let found = try transaction.rows(
            """
            SELECT number, stay, day, item, amount, origin, state FROM nursingItem
            WHERE stay IN (\(list: stays)) AND state = 'live' ORDER BY stay, day, number
            """
        ).map(Item.init)
        return Dictionary(grouping: found, by: \.stay)
    }

    /// All of a stay, those taken back, too.
    static func all(of stay: String, in transaction: any Transaction) throws -> [Item] {
        try transaction.rows(
            """
            SELECT number, stay, day, item, amount, origin, state FROM nursingItem
            WHERE stay = \(stay) ORDER BY day, number
            """
        ).map(Item.init)
    }

    static func keep(_ item: Item, at now: Date, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO nursingItem (number, stay, day, item, amount, origin, state, at)
            VALUES (\(item.number), \(item.stay), \(item.day), \(item.item), \(item.amount?.fen),
                \(item.origin), 'live', \(now))
            """)
    }

    /// Takes an item back by ourselves: the HIS finds it in the list of those to reverse.
    static func takeBack(
        _ number: String, of posting: Lines.Posting, as id: Int, at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.send(
            """
            UPDATE nursingItem SET state = 'reversed', reversedBy = 'labqueue',
                reversedAt = \(now)
            WHERE number = \(number) AND state = 'live'
            """)
        try transaction.send(
            """
            INSERT INTO nursingItemReversal (id, number, campus, stay, at)
            VALUES (\(id), \(number), \(posting.campus), \(posting.stay), \(now))
            """)
    }

    /// Notes that the HIS has taken an item back.
    static func noteReversed(
        _ number: String, by actor: String, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE nursingItem SET state = 'reversed', reversedBy = \(actor), reversedAt = \(now)
            WHERE number = \(number) AND state = 'live'
            """)
    }
}
