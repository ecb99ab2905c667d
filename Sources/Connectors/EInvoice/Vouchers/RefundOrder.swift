import Foundation
import Hospital
import Hub
import Storage

/// An amount to be given back of a deposit, or all that is left of a wrong one.
struct RefundOrder: Hashable, Sendable {
    let refund: String
    let deposit: String
    let amount: Money
    /// What the stay has left in deposits afterwards, as the HIS counts.
    let balance: Money?
    let isCancellation: Bool
    let because: VoidOrder.Because
    let place: String?
    let at: Date

    /// Its number, also what the platform keeps as its remark.
    var number: String { "refund-\(refund)" }

    var payload: JSON {
        [
            "refund": .string(refund), "deposit": .string(deposit),
            "amount": .integer(Int64(amount.fen)),
            "balance": balance.map { .integer(Int64($0.fen)) } ?? .null,
            "cancelled": .bool(isCancellation), "reason": .string(because.reason),
            "operator": .string(because.operator),
            "place": place.map { .string($0) } ?? .null,
            "at": .integer(Int64((at.timeIntervalSince1970 * 1000).rounded())),
        ]
    }

    init(
        refund: String, deposit: String, amount: Money, balance: Money?, isCancellation: Bool,
        because: VoidOrder.Because, place: String?, at: Date
    ) {
        self.refund = refund
        self.deposit = deposit
        self.amount = amount
        self.balance = balance
        self.isCancellation = isCancellation
        self.because = because
        self.place = place
        self.at = at
    }

    init(_ payload: JSON) throws {
        guard
            let refund = payload.text("refund"), let deposit = payload.text("deposit"),
            let amount = payload.whole("amount"), let millis = payload.whole("at")
        else { throw UnreadablePayload() }
        self.init(
            refund: refund, deposit: deposit, amount: Money(fen: amount),
            balance: payload.whole("balance").map(Money.init(fen:)),
            isCancellation: payload["cancelled"] == .bool(true),
            because: VoidOrder.Because(
                payload.text("reason"), by: payload.text("operator") ?? "-", at: nil, nil),
            place: payload.text("place"),
            at: Date(timeIntervalSince1970: Double(millis) / 1000))
    }
}

extension Orders {
    func refunded(
        _ refund: DepositRefund, in transaction: any Transaction
    ) throws -> [Errand] {
        try refunded(
            refund.id, of: refund.deposit, amount: refund.amount, balance: refund.balance,
            isCancellation: refund.isCancellation,
            VoidOrder.Because(refund.reason, by: refund.counter), in: transaction
        ).map { [$0] } ?? []
    }

    /// - Returns: Nil where there is no bill to take anything off.
    func refunded(
        _ refund: String, of deposit: String, amount: Money, balance: Money?,
        isCancellation: Bool, _ because: VoidOrder.Because, in transaction: any Transaction
    ) throws -> Errand? {
        guard let entry = try Sheets.entry(.deposit, deposit, in: transaction) else {
            if bureau.settings.strangers == .go { return nil }
            throw UnknownDeposit()
        }
        guard let bill = try Bills.of(entry, in: transaction).last, bill.state.isOpen else {
            // Nothing was issued, and nothing is to be issued for money that has gone back.
            try Sheets.reverse(
                .deposit, deposit, campus: campus, patient: entry.patient, at: at,
                in: transaction)
            return nil
        }
        let order = RefundOrder(
            refund: refund, deposit: deposit, amount: amount, balance: balance,
            isCancellation: isCancellation, because: because,
            place: bureau.settings.campuses[bill.campus]?
                .place(of: because.source, point: because.point) ?? bill.placeCode,
            at: at)
        return Errand(
            connector: EInvoiceConnector.name, operation: ErrandKind.refund.rawValue,
            lane: bill.lane, key: bill.family, number: order.number, payload: order.payload)
    }

    /// A refund of a deposit that never arrived here.
    struct UnknownDeposit: PlainError {
        var description: String {
            "the deposit of this refund is not known here; have the HIS send its deposit.paid, "
                + "then replay this delivery"
        }
    }
}
