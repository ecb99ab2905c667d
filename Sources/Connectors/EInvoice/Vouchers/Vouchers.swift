import Foundation
import Hospital
import Storage

/// The vouchers of deposits, in table `einvoiceVoucher`, and what was used of them.
enum Vouchers {
    /// That of a deposit's valid bill.
    static func of(deposit: String, in transaction: any Transaction) throws -> Voucher? {
        try transaction.row(
            """
            SELECT v.bill, v.deposit, v.batch, v.number, v.amount, v.remaining
            FROM einvoiceVoucher v JOIN einvoiceBill b ON b.busNo = v.bill
            WHERE v.deposit = \(deposit) AND b.state = 'issued'
            """
        ).map { row in
            Voucher(
                bill: try row.string("bill"), deposit: try row.string("deposit"),
                batch: try row.optionalString("batch"),
                number: try row.optionalString("number"),
                amount: Money(fen: try row.int("amount")),
                remaining: Money(fen: try row.int("remaining")))
        }
    }

    /// What the bill of `settlement` takes of the vouchers that the platform has.
    static func used(
        by settlement: String, _ kind: Bill.Kind, in transaction: any Transaction
    ) throws -> [Voucher.Used] {
        guard kind == .discharge else { return [] }
        return try transaction.rows(
            """
            SELECT v.batch, v.number, u.amount
            FROM einvoiceUse u
            JOIN einvoiceVoucher v ON v.deposit = u.deposit
            JOIN einvoiceBill b ON b.busNo = v.bill
            WHERE u.settlement = \(settlement) AND b.state = 'issued' AND v.number IS NOT NULL
                AND v.batch IS NOT NULL
            ORDER BY v.batch, v.number
            """
        ).map { row in
            Voucher.Used(
                batch: try row.string("batch"), number: try row.string("number"),
                amount: Money(fen: try row.int("amount")))
        }
    }

    /// Whether the voucher of a deposit that `settlement` uses is still being issued.
    static func isWaiting(
        for settlement: String, _ kind: Bill.Kind, in transaction: any Transaction
    ) throws -> Bool {
        guard kind == .discharge else { return false }
        return try transaction.row(
            """
            SELECT 1 AS one
            FROM einvoiceUse u
            JOIN einvoiceBill b ON b.kind = 'deposit' AND b.sheet = u.deposit
            WHERE u.settlement = \(settlement) AND b.state IN ('pending', 'unknown')
            """) != nil
    }

    /// Whether a valid bill of discharge, or one on its way, has used the deposit (§11.4).
    static func isUsed(_ deposit: String, in transaction: any Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 AS one
            FROM einvoiceUse u
            JOIN einvoiceBill b ON b.kind = 'discharge' AND b.sheet = u.settlement
            WHERE u.deposit = \(deposit)
                AND b.state IN ('pending', 'unknown', 'issued', 'voiding')
            """) != nil
    }

    /// Takes `amount` off what is left; the voucher of nothing left is refunded.
    static func take(
        _ amount: Money, of voucher: Voucher, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE einvoiceVoucher SET remaining = remaining - \(amount.fen)
            WHERE bill = \(voucher.bill)
            """)
        let left = try transaction.row(
            "SELECT remaining FROM einvoiceVoucher WHERE bill = \(voucher.bill)")
        if try left?.int("remaining") == 0 {
            try Bills.move(voucher.bill, .refundedWhole, in: transaction)
        }
    }
}
