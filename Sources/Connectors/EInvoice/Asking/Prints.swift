import Foundation
import Lab
import Storage

/// Papers that came out, in table `einvoicePrint`.
enum Prints {
    static func count(
        of bill: String, on day: BusinessDay, in transaction: any Transaction
    ) throws -> Int {
        try transaction.row(
            "SELECT count(*) AS n FROM einvoicePrint WHERE bill = \(bill) AND day = \(day)"
        )?.int("n") ?? 0
    }

    /// Counts a sheet of paper, once however often it is told.
    /// - Parameter print: The same for the same sheet; nil where the teller knows none.
    /// - Returns: How many came out so far.
    static func note(
        _ bill: String, print: String?, on day: BusinessDay, place: String, by actor: String,
        at now: Date, in transaction: any Transaction
    ) throws -> Int {
        let isNew = try transaction.execute(
            """
            INSERT INTO einvoicePrint (bill, day, at, place, actor, print)
            VALUES (\(bill), \(day), \(now), \(place), \(actor), \(print))
            ON CONFLICT (bill, print) DO NOTHING
            """)
        if isNew == 1 {
            try transaction.execute(
                """
                UPDATE einvoiceBill SET prints = prints + 1, printedAt = \(now),
                    printedBy = \(actor)
                WHERE busNo = \(bill)
                """)
        }
        return try transaction.row("SELECT prints FROM einvoiceBill WHERE busNo = \(bill)")?
            .int("prints") ?? 0
    }
}
