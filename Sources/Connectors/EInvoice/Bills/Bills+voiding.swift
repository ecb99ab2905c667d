import Foundation
import Hospital
import Storage

extension Bills {
    /// A reversal as it is kept: whose, how much, by which order of ours.
    struct Red: Sendable {
        /// The order's number in the outbox, such as `void-out-S1-1`.
        let number: String
        let bill: String
        let amount: Money
        let placeCode: String
        let at: Date
    }

    /// The platform has reversed it.
    /// - Parameter reversed: Nil where it did not tell the red bill's numbers.
    static func voided(
        _ red: Red, as reversed: Reversed?, at now: Date, in transaction: any Transaction
    ) throws {
        try move(
            red.bill, .voided,
            error: reversed == nil ? "the red bill's numbers are not known" : nil,
            in: transaction)
        try transaction.execute(
            """
            UPDATE einvoiceBill SET voidedAt = \(now), paperBatch = NULL, paperNumber = NULL
            WHERE busNo = \(red.bill)
            """)
        try transaction.execute(
            "UPDATE einvoiceVoucher SET remaining = 0 WHERE bill = \(red.bill)")
        try done(red, as: reversed, at: now, in: transaction)
        try bill(red.bill, in: transaction)?.note(.undone, at: now, in: transaction)
    }

    /// It is certainly not on the platform, and wanted no longer.
    static func withdraw(
        _ busNo: String, at now: Date, in transaction: any Transaction
    ) throws {
        guard try move(busNo, .withdrawn, in: transaction) else { return }
        try bill(busNo, in: transaction)?.note(.undone, at: now, in: transaction)
    }

    /// The platform said no to reversing it: it is valid as before.
    static func keptValid(
        _ busNo: String, because reason: String, at now: Date, in transaction: any Transaction
    ) throws {
        guard try move(busNo, .voidRefused, error: reason, in: transaction) else { return }
        try bill(busNo, in: transaction)?.note(.standing, at: now, in: transaction)
    }

    /// Keeps that a reversal was done.
    static func done(
        _ red: Red, as reversed: Reversed?, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO einvoiceRed (number, bill, amount, state, redBatch, redNumber, redRandom,
                placeCode, at, doneAt)
            VALUES (\(red.number), \(red.bill), \(red.amount.fen), 'done', \(reversed?.batch),
                \(reversed?.number), \(reversed?.random), \(red.placeCode), \(red.at), \(now))
            ON CONFLICT (number) DO UPDATE SET state = 'done', redBatch = excluded.redBatch,
                redNumber = excluded.redNumber, redRandom = excluded.redRandom,
                doneAt = excluded.doneAt, error = NULL
            """)
    }

    /// The bill's paper, valid from now on, or none.
    static func exchanged(
        _ busNo: String, to paper: Bill.Paper?, isNew: Bool = false,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE einvoiceBill SET paperBatch = \(paper?.batch), paperNumber = \(paper?.number),
                plannedBatch = NULL, plannedNumber = NULL, papers = papers + \(isNew ? 1 : 0)
            WHERE busNo = \(busNo)
            """)
    }

    static func plan(
        _ paper: Bill.Paper?, for busNo: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE einvoiceBill SET plannedBatch = \(paper?.batch),
                plannedNumber = \(paper?.number)
            WHERE busNo = \(busNo)
            """)
    }
}
