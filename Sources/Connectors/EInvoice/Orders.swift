import Foundation
import Hospital
import Hub
import Storage

/// Makes errands of what was paid and of what was taken back, at one campus.
struct Orders: Sendable {
    let bureau: Bureau
    let campus: String
    let at: Date

    /// Keeps the sheet; issues its bill where that is done without being asked for.
    func paid(_ sheet: Sheet, in transaction: any Transaction) throws -> [Errand] {
        try Sheets.insert(sheet, family: family(of: sheet, in: transaction), in: transaction)
        let source = sheet.counter.source ?? .window
        guard bureau.settings.issuesAtOnce.contains(source) else { return [] }
        return try issue(sheet.kind, sheet.number, in: transaction).map { [$0] } ?? []
    }

    func paid(
        _ kind: Bill.Kind, _ settlement: Hospital.Settlement, in transaction: any Transaction
    ) throws -> [Errand] {
        try paid(Sheet(kind, settlement, campus: campus, at: at), in: transaction)
    }

    /// Opens the next bill of a sheet; nil where there is nothing to issue.
    func issue(
        _ kind: Bill.Kind, _ number: String, by issuer: Issuer? = nil,
        in transaction: any Transaction
    ) throws -> Errand? {
        guard let entry = try Sheets.entry(kind, number, in: transaction),
            let bill = try Bills.open(entry, by: issuer, in: transaction)
        else { return nil }
        return issue(bill)
    }

    func issue(_ bill: Bill) -> Errand {
        Errand(
            connector: EInvoiceConnector.name, operation: ErrandKind.issue.rawValue,
            lane: bill.lane, key: bill.family, number: "issue-\(bill.busNo)",
            payload: ["bill": .string(bill.busNo)])
    }

    /// What a partial refund left stands in the line of the settlement it replaces, so that its
    /// bill waits until the old one is void.
    private func family(of sheet: Sheet, in transaction: any Transaction) throws -> String {
        guard let replaced = sheet.settlement?.replaces else { return sheet.number }
        return try Sheets.settlement(replaced, in: transaction)?.family ?? replaced
    }
}
