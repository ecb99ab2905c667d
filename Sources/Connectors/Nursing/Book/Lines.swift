import Foundation
import Hospital
import Storage

/// The book of lines: posted and taken back, never changed.
enum Lines {
    /// What is to be written for one stay.
    struct Posting: Sendable {
        let stay: String
        let campus: String
        let revision: Revision
        /// Items of the original way that give way to bed-days.
        var items: [String] = []
        let source: PostedLine.Source
    }

    /// Writes what `postings` say, under numbers that become visible in their order.
    ///
    /// Items come before the lines that take their place, so that who follows both lists by their
    /// numbers never has both.
    /// - Parameter run: The nightly run they belong to.
    static func post(
        _ postings: [Posting], run: Int?, at now: Date, in transaction: any Transaction
    ) throws {
        let count = postings.reduce(0) {
            $0 + $1.items.count + $1.revision.reversals.count + $1.revision.additions.count
        }
        guard count > 0 else { return }
        // Last of all rows that are locked: whoever has it waits for nobody.
        var number = try Serials.take(count, of: "nursing.lines", in: transaction).lowerBound
        func next() -> Int {
            defer { number += 1 }
            return number
        }
        for posting in postings {
            for item in posting.items {
                try Items.takeBack(item, of: posting, as: next(), at: now, in: transaction)
            }
            for line in posting.revision.reversals {
                try takeBack(line, posting, as: next(), run, now, transaction)
            }
            for day in posting.revision.additions {
                try add(day, posting, as: next(), run, now, transaction)
            }
        }
    }

    private static func takeBack(
        _ line: PostedLine, _ posting: Posting, as id: Int, _ run: Int?, _ now: Date,
        _ transaction: any Transaction
    ) throws {
        try transaction.send(
            "UPDATE nursingLine SET state = 'reversed' WHERE id = \(line.id) AND state = 'live'")
        try transaction.send(
            """
            INSERT INTO nursingLine (id, campus, stay, day, stayIndex, department, ward, price,
                percent, amount, item, insurance, state, reversalOf, run, source, at)
            VALUES (\(id), \(posting.campus), \(posting.stay), \(line.day), \(line.index),
                \(line.department), \(line.ward), \(line.price.fen), \(line.percent),
                \(-line.amount.fen), \(line.item), \(line.insurance), 'reversed', \(line.id),
                \(run), \(posting.source), \(now))
            """)
    }

    private static func add(
        _ day: BedDay, _ posting: Posting, as id: Int, _ run: Int?, _ now: Date,
        _ transaction: any Transaction
    ) throws {
        guard let charge = day.charge, let department = day.department else { return }
        try transaction.send(
            """
            INSERT INTO nursingLine (id, campus, stay, day, stayIndex, department, ward, price,
                percent, amount, item, insurance, state, run, source, at)
            VALUES (\(id), \(posting.campus), \(posting.stay), \(day.day), \(day.index),
                \(department), \(day.ward), \(charge.price.fen), \(charge.percent),
                \(charge.amount.fen), \(charge.item), \(charge.insurance), 'live', \(run),
                \(posting.source), \(now))
            """)
    }

    // Reading

    /// The live lines of each of `stays`, in order of the days.
    static func live(
        of stays: [String], in transaction: any Transaction
    ) throws -> [String: [PostedLine]] {
        let rows = try transaction.rows(
            """
            SELECT id, stay, day, stayIndex, department, ward, price, percent, amount, item,
                insurance, state, reversalOf
            FROM nursingLine WHERE stay IN (\(list: stays)) AND state = 'live'
            ORDER BY stay, day
            """)
        var lines: [String: [PostedLine]] = [:]
        for row in rows {
            lines[try row.string("stay"), default: []].append(try PostedLine(row))
        }
        return lines
    }

    /// Every line of a stay, in the order they were posted.
    static func all(
        of stay: String, in transaction: any Transaction
    ) throws -> [PostedLine] {
        try rows(of: stay, in: transaction).map(PostedLine.init)
    }

    /// The same, as they are kept.
    ///
    /// In two halves, each with an index of its own: a night posts live lines only, and one index
    /// less to write is a third of its time.
    static func rows(of stay: String, in transaction: any Transaction) throws -> [Row] {
        try transaction.rows(
            """
            SELECT id, day, stayIndex, department, ward, price, percent, amount, item, insurance,
                state, reversalOf, source, at
            FROM nursingLine WHERE stay = \(stay) AND state = 'live'
            UNION ALL
            SELECT id, day, stayIndex, department, ward, price, percent, amount, item, insurance,
                state, reversalOf, source, at
            FROM nursingLine WHERE stay = \(stay) AND state = 'reversed'
            ORDER BY id
            """)
    }

    static func hasLive(
        _ stay: String, on day: Day, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT id FROM nursingLine WHERE stay = \(stay) AND day = \(day) AND state = 'live'
            """) != nil
    }
}

extension PostedLine {
    init(_ row: Row) throws {
        self.init(
            id: try row.int("id"), day: try row.day("day"), index: try row.int("stayIndex"),
            department: try row.string("department"), ward: try row.optionalString("ward"),
            price: Money(fen: try row.int("price")), percent: try row.int("percent"),
            amount: Money(fen: try row.int("amount")), item: try row.string("item"),
            insurance: try row.optionalString("insurance"),
            isLive: try row.string("state") == "live",
            reversalOf: try row.optionalInt("reversalOf"))
    }
}
