import Foundation
import Hospital
import Storage

extension Bills {
    /// What a bill's request says of its payer, kept beside it.
    struct Subject: Sendable {
        let payer: String
        let card: PatientCard
        let placeCode: String
    }

    /// Keeps the content that is about to be sent, unless the bill is wanted no longer.
    /// - Returns: Whether to send it.
    static func prepare(
        _ busNo: String, request: JSON, subject: Subject, at now: Date,
        in transaction: any Transaction
    ) throws -> Bool {
        guard let bill = try bill(busNo, in: transaction),
            let entry = try Sheets.entry(bill.kind, bill.sheet, in: transaction)
        else { return false }
        if entry.isReversed {
            try withdraw(busNo, at: now, in: transaction)
            return false
        }
        if bill.state == .issueFailed { try move(busNo, .retried, in: transaction) }
        return try transaction.execute(
            """
            UPDATE einvoiceBill SET request = \(request.text), payer = \(subject.payer),
                cardType = \(subject.card.type), cardNo = \(subject.card.number),
                placeCode = \(subject.placeCode)
            WHERE busNo = \(busNo) AND state IN ('pending', 'unknown')
            """) == 1
    }

    /// The platform has it: keeps all it told.
    static func issued(
        _ busNo: String, as issued: Issued, at now: Date, in transaction: any Transaction
    ) throws {
        guard let bill = try bill(busNo, in: transaction) else { return }
        guard bill.state.after(.issued) != nil else {
            // The same answer heard twice changes nothing.
            if bill.numbers == issued.numbers { return }
            throw Contradiction(busNo: busNo, state: bill.state)
        }
        // The numbers first: the table holds no issued bill without them.
        try transaction.execute(
            """
            UPDATE einvoiceBill SET batch = \(issued.numbers.batch),
                number = \(issued.numbers.number), random = \(issued.numbers.random),
                createdTime = \(issued.createdTime), qrCode = \(issued.qrCode),
                picture = \(issued.picture), publicPicture = \(issued.publicPicture),
                issuedAt = \(now)
            WHERE busNo = \(busNo)
            """)
        try move(busNo, .issued, in: transaction)
        guard bill.kind == .deposit else { return }
        try transaction.execute(
            """
            INSERT INTO einvoiceVoucher (bill, deposit, batch, number, random, amount, remaining)
            VALUES (\(busNo), \(bill.sheet), \(issued.voucherBatch), \(issued.voucherNumber),
                \(issued.voucherRandom), \(bill.total.fen), \(bill.total.fen))
            ON CONFLICT (bill) DO NOTHING
            """)
    }

    /// The platform said no: the next try asks anew, with the content as it is then.
    static func refused(
        _ busNo: String, because reason: String, in transaction: any Transaction
    ) throws {
        try move(busNo, .refused, error: reason, in: transaction)
        try transaction.execute(
            "UPDATE einvoiceBill SET request = NULL WHERE busNo = \(busNo) AND state = 'issueFailed'"
        )
    }

    /// The platform has a bill that ours says cannot be there.
    struct Contradiction: PlainError {
        let busNo: String
        let state: Bill.State
        var description: String {
            "the platform issued \(busNo), which here is \(state.rawValue); look at both"
        }
    }
}
