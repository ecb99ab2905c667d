import Foundation
import Hospital
import Storage

/// Our own books of one day, as the platform counts days: by the business time we sent.
enum Books {
    struct Day: Sendable {
        let issued: [Comparison.Entry]
        let reversed: [Comparison.Entry]
        /// Bills whose outcome is being found out.
        let underway: Set<String>
    }

    static func ours(
        _ order: DayOrder, from start: Date, until end: Date, in transaction: any Transaction
    ) throws -> Day {
        let bills = try transaction.rows(
            """
            SELECT busNo, batch, number, total, state FROM einvoiceBill
            WHERE campus = \(order.campus) AND kind = \(order.kind)
                AND placeCode = \(order.place) AND at >= \(start) AND at < \(end)
            """)
        let reds = try transaction.rows(
            """
            SELECT r.bill, r.redBatch, r.redNumber, r.amount, r.state
            FROM einvoiceRed r JOIN einvoiceBill b ON b.busNo = r.bill
            WHERE b.campus = \(order.campus) AND b.kind = \(order.kind)
                AND r.placeCode = \(order.place) AND r.at >= \(start) AND r.at < \(end)
            """)
        var issued: [Comparison.Entry] = []
        var underway: Set<String> = []
        for row in bills {
            let state: Bill.State = try row.named("state")
            if [.pending, .unknown, .voiding].contains(state) {
                underway.insert(try row.string("busNo"))
            }
            guard let number = try row.optionalString("number") else { continue }
            issued.append(
                Comparison.Entry(
                    busNo: try row.string("busNo"), batch: try row.string("batch"),
                    number: number, amount: Money(fen: try row.int("total")),
                    isValid: state == .issued))
        }
        var reversed: [Comparison.Entry] = []
        for row in reds {
            if try row.string("state") == "unknown" { underway.insert(try row.string("bill")) }
            guard try row.string("state") == "done" else { continue }
            reversed.append(
                Comparison.Entry(
                    busNo: try row.string("bill"),
                    batch: try row.optionalString("redBatch") ?? "",
                    number: try row.optionalString("redNumber") ?? "",
                    amount: Money(fen: try row.int("amount"))))
        }
        return Day(issued: issued, reversed: reversed, underway: underway)
    }

    /// Keeps both sides' counts and sums, shown beside the differences.
    static func keep(
        _ order: DayOrder, busType: String, ours: Day, issued: DayListing.Whole,
        reversed: DayListing.Whole, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO einvoiceReconciliation (day, campus, placeCode, busType, ourCount,
                ourTotal, theirCount, theirTotal, ourReds, ourRedTotal, theirReds,
                theirRedTotal, at)
            VALUES (\(order.day), \(order.campus), \(order.place), \(busType),
                \(ours.issued.count), \(ours.issued.map(\.amount).sum.fen), \(issued.count),
                \(issued.total.fen), \(ours.reversed.count),
                \(ours.reversed.map(\.amount).sum.fen), \(reversed.count),
                \(reversed.total.fen), \(now))
            ON CONFLICT (day, campus, placeCode, busType) DO UPDATE SET
                ourCount = excluded.ourCount, ourTotal = excluded.ourTotal,
                theirCount = excluded.theirCount, theirTotal = excluded.theirTotal,
                ourReds = excluded.ourReds, ourRedTotal = excluded.ourRedTotal,
                theirReds = excluded.theirReds, theirRedTotal = excluded.theirRedTotal,
                at = excluded.at
            """)
    }
}
