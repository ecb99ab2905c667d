import Foundation
import Hospital
import Storage

/// What reconciliations found, in table `einvoiceDifference`, until somebody settles it.
enum Differences {
    struct Row: Hashable, Sendable, Identifiable {
        let id: Int
        let day: String
        let campus: String
        let place: String
        let busType: String
        let side: Comparison.Side
        let repair: Comparison.Repair
        let busNo: String
        let batch: String
        let number: String
        let ours: Money?
        let theirs: Money?
        let startedAt: Date?
        let settledAt: Date?
        let settledBy: String?
        let note: String?
    }

    /// Writes down what was found now; what was found before and is no longer so goes.
    static func keep(
        _ found: [Comparison.Difference], of order: DayOrder, busType: String, at now: Date,
        in transaction: any Transaction
    ) throws -> [Row] {
        try transaction.execute(
            """
            DELETE FROM einvoiceDifference
            WHERE day = \(order.day) AND campus = \(order.campus) AND placeCode = \(order.place)
                AND busType = \(busType) AND settledAt IS NULL AND startedAt IS NULL
            """)
        for difference in found {
            try transaction.execute(
                """
                INSERT INTO einvoiceDifference (day, campus, placeCode, busType, side, repair,
                    busNo, batch, number, ours, theirs, foundAt)
                VALUES (\(order.day), \(order.campus), \(order.place), \(busType),
                    \(difference.side), \(difference.repair), \(difference.busNo),
                    \(difference.batch), \(difference.number), \(difference.ours?.fen),
                    \(difference.theirs?.fen), \(now))
                ON CONFLICT (day, campus, placeCode, busType, side, batch, number) DO NOTHING
                """)
        }
        return try transaction.rows(
            """
            SELECT * FROM einvoiceDifference
            WHERE day = \(order.day) AND campus = \(order.campus) AND placeCode = \(order.place)
                AND busType = \(busType) AND settledAt IS NULL AND startedAt IS NULL
            ORDER BY id
            """
        ).map(Row.init)
    }

    static func row(_ id: Int, in transaction: any Transaction) throws -> Row? {
        try transaction.row("SELECT * FROM einvoiceDifference WHERE id = \(id)").map(Row.init)
    }

    /// - Parameters:
    ///   - day: `yyyy-MM-dd`; any where nil.
    ///   - campus: Any where nil.
    static func search(
        day: String?, campus: String?, openOnly: Bool, limit: Int = 500,
        in transaction: any Transaction
    ) throws -> [Row] {
        try transaction.rows(
            """
            SELECT * FROM einvoiceDifference
            WHERE (day = \(day) OR \(day == nil) = 1)
                AND (campus = \(campus) OR \(campus == nil) = 1)
                AND (settledAt IS NULL OR \(!openOnly) = 1)
            ORDER BY day DESC, id LIMIT \(limit)
            """
        ).map(Row.init)
    }

    /// How many nobody has looked at yet.
    static func open(campus: String?, in transaction: any Transaction) throws -> Int {
        try transaction.row(
            """
            SELECT count(*) AS open FROM einvoiceDifference
            WHERE settledAt IS NULL AND startedAt IS NULL
                AND (campus = \(campus) OR \(campus == nil) = 1)
            """)?.int("open") ?? 0
    }

    static func start(_ id: Int, at now: Date, in transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE einvoiceDifference SET startedAt = \(now) WHERE id = \(id)")
    }

    static func settle(
        _ id: Int, by actor: String, note: String, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE einvoiceDifference SET settledAt = \(now), settledBy = \(actor),
                note = \(note)
            WHERE id = \(id) AND settledAt IS NULL
            """)
    }
}

extension Differences.Row {
    init(_ row: Row) throws {
        self.init(
            id: try row.int("id"), day: try row.string("day"), campus: try row.string("campus"),
            place: try row.string("placeCode"), busType: try row.string("busType"),
            side: try row.named("side"), repair: try row.named("repair"),
            busNo: try row.string("busNo"), batch: try row.string("batch"),
            number: try row.string("number"),
            ours: try row.optionalInt("ours").map(Money.init(fen:)),
            theirs: try row.optionalInt("theirs").map(Money.init(fen:)),
            startedAt: try row.optionalDate("startedAt"),
            settledAt: try row.optionalDate("settledAt"),
            settledBy: try row.optionalString("settledBy"), note: try row.optionalString("note"))
    }
}
