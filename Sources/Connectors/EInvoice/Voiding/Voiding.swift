import Foundation
import Hospital
import Hub
import Storage

/// Makes an issued bill void (冲红), and finds out whether it is (interface §5.1, §8).
struct Voiding: BillTask {
    let bureau: Bureau

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        let order = try VoidOrder(attempt.delivery.payload)
        guard let bill = try await bureau.store.read({ try Bills.bill(order.bill, in: $0) })
        else { return .delivered }
        switch bill.state {
        case .voided, .refunded, .withdrawn: return .delivered
        case .issueFailed: return withdrawn(bill, at: attempt.now)
        case .pending, .unknown: return try await settle(bill, attempt)
        case .issued, .voiding: break
        }
        guard let numbers = bill.numbers else { return .refused(because: "it has no numbers") }
        if try await bureau.store.read({ try bureau.obstacle(to: bill, in: $0) }) != nil {
            return behind(bill, attempt)
        }
        if bill.state == .issued {
            try await bureau.store.write { _ = try Bills.move(bill.busNo, .voidAsked, in: $0) }
        }
        let reversal = BillReversal(
            bureau: bureau, bill: bill, numbers: numbers, order: order,
            number: attempt.delivery.number ?? "void-\(bill.busNo)", now: attempt.now,
            carry: attempt.carry)
        return try await reversal.carryOut()
    }

    /// Asks for the state.
    ///
    /// A refused question says nothing; a second reversal is harmless, since the platform refuses
    /// it by words we know.
    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        let order = try VoidOrder(attempt.delivery.payload)
        guard let bill = try await bureau.store.read({ try Bills.bill(order.bill, in: $0) }),
            let numbers = bill.numbers, !bill.state.isGone
        else { return .retry(because: "it was not sent") }
        let reversal = BillReversal(
            bureau: bureau, bill: bill, numbers: numbers, order: order,
            number: attempt.delivery.number ?? "void-\(bill.busNo)", now: attempt.now,
            carry: attempt.carry)
        switch try await reversal.standing() {
        case .told(let standing):
            return standing.isReversed
                ? reversal.voided(as: standing.red)
                : .retry(because: "the bill is still valid")
        case .refused: return .retry(because: "the platform does not tell the bill's state")
        case .later(let time): return .wait(time)
        case .doubt(let reason), .unsent(let reason): return .unknown(because: reason)
        }
    }

    private func withdrawn(_ bill: Bill, at now: Date) -> Outcome {
        .delivered.keeping { try Bills.withdraw(bill.busNo, at: now, in: $0) }
    }

    /// Something has to be taken back before: goes on as soon as it is, and looks by itself, too.
    private func behind(_ bill: Bill, _ attempt: Attempt) -> Outcome {
        let delivery = attempt.delivery.id
        return .wait(.seconds(60)).keeping {
            try Reversals.wait(delivery, at: .bill, of: bill.sheet, in: $0)
        }
    }

    /// The errand to issue it was skipped while nobody knew its outcome: find out, then go on.
    private func settle(_ bill: Bill, _ attempt: Attempt) async throws -> Outcome {
        let now = attempt.now
        if bill.request == nil { return withdrawn(bill, at: now) }
        switch try await Adoption(bureau: bureau, bill: bill).look(attempt.carry) {
        case .ours(let issued):
            return .wait(.milliseconds(1)).keeping {
                try Bills.issued(bill.busNo, as: issued, at: now, in: $0)
            }
        case .absent: return withdrawn(bill, at: now)
        case .foreign(let reason): return .refused(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .retry(because: reason)
        }
    }
}
