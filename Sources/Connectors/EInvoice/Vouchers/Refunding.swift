import Foundation
import Hospital
import Hub
import Storage

/// Gives back an amount of a voucher, or voids what is left of it (interface §5, §11.4).
///
/// The platform tells a repeated refund by nothing of ours: each is written down before it is
/// sent, and sent again only when the platform's list certainly has it not.
struct Refunding: BillTask {
    let bureau: Bureau

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        let order = try RefundOrder(attempt.delivery.payload)
        let now = attempt.now
        let plan = try await bureau.store.write { try Reds.prepare(order, at: now, in: $0) }
        switch plan {
        case .nothing, .done: return .delivered
        case .refused(let reason): return .refused(because: reason)
        case .send(let bill, let voucher, let wasSent):
            let refund = VoucherRefund(
                bureau: bureau, order: order, bill: bill, voucher: voucher, now: now,
                carry: attempt.carry)
            return try await refund.carryOut(wasSent: wasSent)
        }
    }

    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        let order = try RefundOrder(attempt.delivery.payload)
        let now = attempt.now
        guard
            let sent = try await bureau.store.read({ try Reds.sent(order.number, in: $0) })
        else { return try await askUnnoted(order, attempt) }
        if sent.isDone { return .delivered }
        let found = try await bureau.store.read { transaction in
            (
                bill: try Bills.bill(sent.bill, in: transaction),
                voucher: try Vouchers.of(deposit: order.deposit, in: transaction)
            )
        }
        guard let bill = found.bill, let voucher = found.voucher else { return .delivered }
        let refund = VoucherRefund(
            bureau: bureau, order: order, bill: bill, voucher: voucher, now: now,
            carry: attempt.carry)
        return try await refund.whatBecameOfIt(sentAt: sent.sentAt)
    }

    /// No note of ours, and still a doubt, as after a restore: only the platform can tell.
    ///
    /// The note is made now, so that the platform's list has the time to settle.
    private func askUnnoted(_ order: RefundOrder, _ attempt: Attempt) async throws -> Outcome {
        let now = attempt.now
        switch try await bureau.store.write({ try Reds.prepare(order, at: now, in: $0) }) {
        case .nothing, .done: return .delivered
        case .refused(let reason): return .refused(because: reason)
        case .send(let bill, let voucher, _):
            let refund = VoucherRefund(
                bureau: bureau, order: order, bill: bill, voucher: voucher, now: now,
                carry: attempt.carry)
            return try await refund.whatBecameOfIt(sentAt: now)
        }
    }
}
