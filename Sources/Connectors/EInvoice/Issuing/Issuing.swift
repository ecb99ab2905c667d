import Foundation
import Hospital
import Hub
import Storage

/// Asks the platform for a bill, and finds out whether it has one (interface §8, §10).
struct Issuing: BillTask {
    let bureau: Bureau

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        guard let bill = try await bill(of: attempt) else { return Self.nothing }
        switch bill.state {
        case .issued, .voiding, .voided, .refunded, .withdrawn: return .delivered
        case .pending, .unknown, .issueFailed: break
        }
        let request: JSON
        switch try await prepared(bill, at: attempt.now) {
        case .send(let content): request = content
        case .unwanted: return .delivered
        case .later(let outcome): return outcome
        }
        let platform = try bureau.platform(of: bill.campus)
        let reply = try await platform.ask(bill.kind.service, request, by: attempt.carry)
        switch reply {
        case .success(let message):
            return try await accepted(message, bill, attempt)
        case .failure(let failure):
            if failure.meaning == .alreadyIssued {
                return try await Adoption(bureau: bureau, bill: bill).outcome(of: attempt)
            }
            return await refused(bill, by: failure)
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return lost(bill, because: reason)
        }
    }

    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        guard let bill = try await bill(of: attempt) else { return Self.nothing }
        switch bill.state {
        case .issued, .voiding, .voided, .refunded, .withdrawn: return .delivered
        case .pending, .unknown, .issueFailed: break
        }
        return try await Adoption(bureau: bureau, bill: bill).outcome(of: attempt)
    }

    private static let nothing = Outcome.refused(
        because: "the bill of this errand is not in the table; skip it and report this")

    private func bill(of attempt: Attempt) async throws -> Bill? {
        guard let busNo = attempt.delivery.payload.text("bill") else { return nil }
        return try await bureau.store.read { try Bills.bill(busNo, in: $0) }
    }

    /// S0000: ours only if the answer names our number and a bill that is not another's.
    private func accepted(
        _ message: JSON, _ bill: Bill, _ attempt: Attempt
    ) async throws -> Outcome {
        if let named = message.text("busNo"), named != bill.busNo {
            return lost(bill, because: "the answer names another business number")
        }
        guard let issued = Issued(message) else {
            return lost(bill, because: "the answer lacks the bill's numbers")
        }
        if bill.kind == .deposit, issued.voucherNumber == nil {
            return lost(bill, because: "the answer lacks the voucher's numbers")
        }
        let isTaken = try await bureau.store.read {
            try Bills.isTaken(issued.numbers, besides: bill.busNo, in: $0)
        }
        if isTaken { return lost(bill, because: "the answer is about another bill") }
        let now = attempt.now
        return .delivered.keeping { try Bills.issued(bill.busNo, as: issued, at: now, in: $0) }
    }

    private func lost(_ bill: Bill, because reason: String) -> Outcome {
        .unknown(because: reason).keeping {
            try Bills.move(bill.busNo, .lost, error: reason, in: $0)
        }
    }

    private func refused(_ bill: Bill, by failure: Reply.Failure) async -> Outcome {
        let patient = try? await bureau.store.read {
            try Records.patient(id: bill.patient, in: $0)
        }
        let reason = failure.hiding(patient?.secrets ?? []).sentence
        return .refused(because: reason).keeping {
            try Bills.refused(bill.busNo, because: reason, in: $0)
        }
    }
}
