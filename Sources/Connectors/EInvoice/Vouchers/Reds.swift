import Foundation
import Hospital
import Lab
import Storage

/// Refunds of vouchers on their way, in table `einvoiceRed`.
enum Reds {
    enum Plan: Sendable {
        /// There is no bill to take it off.
        case nothing
        case done
        case refused(String)
        /// - Parameter wasSent: Whether an earlier try may have left.
        case send(Bill, Voucher, wasSent: Bool)
    }

    struct Sent: Sendable {
        let bill: String
        let sentAt: Date
        let isDone: Bool
    }

    /// Checks the rules and writes down that the refund is about to be sent.
    static func prepare(
        _ order: RefundOrder, at now: Date, in transaction: any Transaction
    ) throws -> Plan {
        let earlier = try sent(order.number, in: transaction)
        if earlier?.isDone == true { return .done }
        guard let voucher = try Vouchers.of(deposit: order.deposit, in: transaction),
            let bill = try Bills.bill(voucher.bill, in: transaction)
        else {
            let last = try Bills.of(.deposit, order.deposit, in: transaction).last
            guard let last, last.state == .pending || last.state == .unknown else {
                return .nothing
            }
            return .refused("the deposit's own bill is not settled; settle \(last.busNo) first")
        }
        guard order.isCancellation || voucher.number != nil else {
            return .refused(
                "the voucher's number is not known; ask the platform's operator for it")
        }
        let amount = order.isCancellation ? voucher.remaining : order.amount
        if amount <= .zero { return .refused("a refund of nothing is not sent") }
        guard amount <= voucher.remaining else {
            return .refused(
                "the refund of \(amount) yuan is more than the \(voucher.remaining) yuan that are "
                    + "left of the voucher; correct the refund in the HIS")
        }
        if try Vouchers.isUsed(order.deposit, in: transaction) {
            return .refused(
                "a valid bill of discharge has used this deposit; cancel that settlement first")
        }
        try transaction.execute(
            """
            INSERT INTO einvoiceRed (number, bill, amount, state, sentAt, placeCode, at)
            VALUES (\(order.number), \(bill.busNo), \(amount.fen), 'unknown', \(now),
                \(order.place), \(order.at))
            ON CONFLICT (number) DO UPDATE SET state = 'unknown', sentAt = excluded.sentAt
            """)
        return .send(bill, voucher, wasSent: earlier != nil)
    }

    /// Why a refund is not even tried; nil where nothing speaks against it.
    /// - Parameter amount: Nil for all that is left.
    static func fault(
        _ number: String, of deposit: String, amount: Money?, in transaction: any Transaction
    ) throws -> Words? {
        if try sent(number, in: transaction) != nil { return nil }
        guard let voucher = try Vouchers.of(deposit: deposit, in: transaction) else { return nil }
        if let amount, amount > voucher.remaining {
            return Words(
                "退款 \(amount) 元超过预交金票据余额 \(voucher.remaining) 元。",
                "The refund of \(amount) yuan is more than the \(voucher.remaining) left.")
        }
        if try Vouchers.isUsed(deposit, in: transaction) {
            return Words(
                "此预交金已被有效的出院结算票据使用，请先取消结算。",
                "A valid bill of discharge has used this deposit; cancel that settlement first.")
        }
        return nil
    }

    /// How a refund stands, with the platform's words where it said no.
    static func state(
        _ number: String, in transaction: any Transaction
    ) throws -> (state: String, error: String?)? {
        try transaction.row("SELECT state, error FROM einvoiceRed WHERE number = \(number)").map {
            (try $0.string("state"), try $0.optionalString("error"))
        }
    }

    static func sent(_ number: String, in transaction: any Transaction) throws -> Sent? {
        try transaction.row(
            "SELECT bill, sentAt, state FROM einvoiceRed WHERE number = \(number)"
        ).map { row in
            Sent(
                bill: try row.string("bill"), sentAt: try row.date("sentAt"),
                isDone: try row.string("state") == "done")
        }
    }

    /// The platform has done it: once, however often it is told.
    static func done(
        _ red: Bills.Red, as reversed: Reversed?, of voucher: Voucher, at now: Date,
        in transaction: any Transaction
    ) throws {
        if try sent(red.number, in: transaction)?.isDone == true { return }
        try Bills.done(red, as: reversed, at: now, in: transaction)
        try Vouchers.take(red.amount, of: voucher, in: transaction)
    }

    /// The platform said no: nothing was given back.
    static func failed(
        _ number: String, because reason: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE einvoiceRed SET state = 'failed', error = \(reason)
            WHERE number = \(number) AND state <> 'done'
            """)
    }

    /// The red bills that we know of this bill, by number.
    static func numbers(
        of bill: String, in transaction: any Transaction
    ) throws -> Set<String> {
        Set(
            try transaction.rows(
                """
                SELECT redNumber FROM einvoiceRed
                WHERE bill = \(bill) AND redNumber IS NOT NULL
                """
            ).map { try $0.string("redNumber") })
    }
}
