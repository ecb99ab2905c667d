import Foundation
import Hospital
import Hub
import Lab
import Storage

/// A bill is one of the things that are taken back with a settlement.
extension Bill {
    /// Notes how the bill stands among them; a deposit's voucher belongs to no settlement.
    func note(
        _ state: Reversals.Entry.State, at now: Date, in transaction: any Transaction
    ) throws {
        guard kind != .deposit else { return }
        try Reversals.put(
            .bill, state, of: sheet, campus: campus, by: EInvoiceConnector.name, note: busNo,
            at: now, in: transaction)
    }
}

extension Bureau {
    /// What has to be taken back before the bill may become void.
    func obstacle(to bill: Bill, in transaction: any Transaction) throws -> Reversals.Entry? {
        guard bill.kind != .deposit else { return nil }
        return try Reversals.obstacle(
            to: .bill, of: bill.sheet, among: premises.connectors, in: transaction)
    }
}

extension Reversals.Entry {
    /// Why the bill stays valid for now.
    var hindrance: Words {
        switch step {
        case .list:
            Words(
                "医保结算清单尚未撤回，票据暂不能作废；请先做医保撤销前检查。",
                "The insurance list is not taken back yet, so the bill stays valid; ask the "
                    + "insurance first.")
        default:
            Words(
                "医保结算尚未撤销，票据暂不能作废；请先撤销医保结算。",
                "The insurance settlement still stands, so the bill stays valid; cancel it first.")
        }
    }
}
