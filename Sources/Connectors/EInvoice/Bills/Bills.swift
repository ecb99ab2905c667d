import Foundation
import Hospital
import Storage

/// The bills, in table `einvoiceBill`.
enum Bills {
    /// Opens the next bill of a sheet, or gives nil where one is open already.
    /// - Parameter issuer: Who asks for it; where nil, it is issued where it was paid.
    static func open(
        _ entry: Sheets.Entry, by issuer: Issuer? = nil, in transaction: any Transaction
    ) throws -> Bill? {
        guard let sheet = entry.sheet, !entry.isReversed, sheet.total > .zero else { return nil }
        let earlier = try of(entry, in: transaction)
        // A failed one may yet be tried again, under its own number.
        if earlier.contains(where: { $0.state.isOpen || $0.state == .issueFailed }) { return nil }
        let sequence = (earlier.map(\.sequence).max() ?? 0) + 1
        let busNo = Bill.busNo(sheet.kind, of: sheet.number, sequence: sequence)
        let issuer = issuer ?? Issuer(sheet.counter)
        try transaction.execute(
            """
            INSERT INTO einvoiceBill (busNo, kind, sheet, sequence, campus, patient, family,
                total, source, point, opener, at, state, papers, prints)
            VALUES (\(busNo), \(sheet.kind), \(sheet.number), \(sequence), \(sheet.campus),
                \(sheet.patient), \(entry.family), \(sheet.total.fen), \(issuer.source),
                \(issuer.point), \(issuer.name), \(sheet.at), 'pending', 0, 0)
            """)
        let bill = try bill(busNo, in: transaction)
        try bill?.note(.standing, at: sheet.at, in: transaction)
        return bill
    }

    static func bill(_ busNo: String, in transaction: any Transaction) throws -> Bill? {
        try transaction.row("SELECT * FROM einvoiceBill WHERE busNo = \(busNo)").map(Bill.init)
    }

    /// Those of one sheet, oldest first.
    static func of(
        _ entry: Sheets.Entry, in transaction: any Transaction
    ) throws -> [Bill] {
        try of(entry.kind, entry.number, in: transaction)
    }

    static func of(
        _ kind: Bill.Kind, _ sheet: String, in transaction: any Transaction
    ) throws -> [Bill] {
        try transaction.rows(
            """
            SELECT * FROM einvoiceBill WHERE kind = \(kind) AND sheet = \(sheet)
            ORDER BY sequence
            """
        ).map(Bill.init)
    }

    /// Whether the numbers are those of another bill of ours: then an answer is not for us.
    static func isTaken(
        _ numbers: Bill.Numbers, besides busNo: String, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 AS one FROM einvoiceBill
            WHERE batch = \(numbers.batch) AND number = \(numbers.number) AND busNo <> \(busNo)
            """) != nil
            || transaction.row(
                """
                SELECT 1 AS one FROM einvoiceRed
                WHERE redBatch = \(numbers.batch) AND redNumber = \(numbers.number)
                """) != nil
    }

    /// Moves a bill where `happening` may happen to it.
    /// - Returns: Whether it did.
    @discardableResult
    static func move(
        _ busNo: String, _ happening: Bill.Happening, error: String? = nil,
        in transaction: any Transaction
    ) throws -> Bool {
        for state in Bill.State.before(happening) {
            let moved = try transaction.execute(
                """
                UPDATE einvoiceBill SET state = \(state.after(happening)), error = \(error)
                WHERE busNo = \(busNo) AND state = \(state)
                """)
            if moved == 1 { return true }
        }
        return false
    }

    static func note(
        error: String?, of busNo: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            "UPDATE einvoiceBill SET error = \(error) WHERE busNo = \(busNo)")
    }
}

extension Bill {
    init(_ row: Row) throws {
        self.init(
            busNo: try row.string("busNo"), kind: try row.named("kind"),
            sheet: try row.string("sheet"), sequence: try row.int("sequence"),
            campus: try row.string("campus"), patient: try row.string("patient"),
            family: try row.string("family"), total: Money(fen: try row.int("total")),
            cardType: try row.optionalString("cardType"),
            cardNo: try row.optionalString("cardNo"), payer: try row.optionalString("payer"),
            placeCode: try row.optionalString("placeCode"), issuer: try Issuer(row),
            at: try row.date("at"),
            state: try row.named("state"),
            request: try row.optionalString("request") == nil
                ? nil : row.json("request", as: JSON.self),
            numbers: try Bill.numbers(row), picture: try row.optionalString("picture"),
            publicPicture: try row.optionalString("publicPicture"),
            paper: try Bill.paper(row, "paper"), planned: try Bill.paper(row, "planned"),
            papers: try row.int("papers"), prints: try row.int("prints"),
            issuedAt: try row.optionalDate("issuedAt"), error: try row.optionalString("error"))
    }

    private static func numbers(_ row: Row) throws -> Numbers? {
        guard let batch = try row.optionalString("batch"),
            let number = try row.optionalString("number")
        else { return nil }
        return Numbers(
            batch: batch, number: number, random: try row.optionalString("random") ?? "")
    }

    private static func paper(_ row: Row, _ name: String) throws -> Paper? {
        guard let batch = try row.optionalString(name + "Batch"),
            let number = try row.optionalString(name + "Number")
        else { return nil }
        return Paper(batch: batch, number: number)
    }
}
