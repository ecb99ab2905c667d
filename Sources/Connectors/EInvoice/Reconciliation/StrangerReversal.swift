import Foundation
import Hospital
import Hub
import Storage

/// Reverses a bill that the platform has and we have not.
struct StrangerReversal: BillTask {
    let bureau: Bureau

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        guard let row = try await difference(attempt), row.settledAt == nil else {
            return .delivered
        }
        let payload = attempt.delivery.payload
        let millis = payload.whole("at") ?? 0
        let isDeposit = row.busType == bureau.codes.busType(of: .deposit)
        let actor = payload.text("operator") ?? "-"
        let reply = try await ask(
            isDeposit ? .cancelVoucher : .reverse,
            [
                "billBatchCode": .string(row.batch), "billNo": .string(row.number),
                "reason": "对账冲正", "operator": .words(actor, atMost: 60),
                "busDateTime": .string(
                    bureau.time.moment(Date(timeIntervalSince1970: Double(millis) / 1000))),
                "placeCode": .string(row.place),
            ], row, attempt)
        switch reply {
        case .success(let message):
            guard let red = Reversed(message) else {
                return .unknown(because: "the answer lacks the red bill's numbers")
            }
            return settled(row, actor, note: "reversed by \(red.number)", attempt)
        case .failure(let failure):
            if failure.meaning == .alreadyReversed {
                return settled(row, actor, note: "was reversed before", attempt)
            }
            return .refused(because: failure.code)
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        }
    }

    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        guard let row = try await difference(attempt), row.settledAt == nil else {
            return .delivered
        }
        let reply = try await ask(
            .state,
            ["billBatchCode": .string(row.batch), "billNo": .string(row.number)], row, attempt)
        switch reply {
        case .success(let message):
            let numbers = Bill.Numbers(batch: row.batch, number: row.number, random: "")
            guard let standing = BillStanding(message, of: numbers) else {
                return .unknown(because: "the answer is not about this bill's state")
            }
            guard standing.isReversed else { return .retry(because: "the bill is still valid") }
            let actor = attempt.delivery.payload.text("operator") ?? "-"
            return settled(row, actor, note: "reversed", attempt)
        // A second reversal is refused by words we know.
        case .failure: return .retry(because: "the platform does not tell the bill's state")
        case .later(let time): return .wait(time)
        case .unsent(let reason), .doubt(let reason): return .unknown(because: reason)
        }
    }

    private func settled(
        _ row: Differences.Row, _ actor: String, note: String, _ attempt: Attempt
    ) -> Outcome {
        let now = attempt.now
        return .delivered.keeping {
            try Differences.settle(row.id, by: actor, note: note, at: now, in: $0)
        }
    }

    private func difference(_ attempt: Attempt) async throws -> Differences.Row? {
        guard let id = attempt.delivery.payload.whole("difference") else { return nil }
        return try await bureau.store.read { try Differences.row(id, in: $0) }
    }

    private func ask(
        _ service: Service, _ business: JSON, _ row: Differences.Row, _ attempt: Attempt
    ) async throws -> Reply {
        try await bureau.platform(of: row.campus).ask(service, business, by: attempt.carry)
    }
}
