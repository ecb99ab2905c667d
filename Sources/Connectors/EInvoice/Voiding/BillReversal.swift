import Foundation
import Hospital
import Hub
import Storage

/// One reversal of one bill: its paper first, if it has any; then the bill, whole.
struct BillReversal: Sendable {
    let bureau: Bureau
    let bill: Bill
    let numbers: Bill.Numbers
    let order: VoidOrder
    /// Ours, in the outbox.
    let number: String
    let now: Date
    let carry: Platform.Carry

    /// What the platform says of the bill's state, if it says anything.
    enum Standing: Sendable {
        case told(BillStanding)
        case refused(Reply.Failure)
        case unsent(String)
        case later(Duration)
        case doubt(String)
    }

    func carryOut() async throws -> Outcome {
        guard let paper = bill.paper else { return try await writeOff(mayHavePaper: true) }
        // Whether the paper is still valid is a matter of fact: an earlier try may have ended
        // between the paper and the bill.
        switch try await standing() {
        case .told(let standing):
            if standing.isReversed { return voided(as: standing.red) }
            guard let valid = standing.paper else { return try await writeOff(mayHavePaper: true) }
            return try await invalidate(valid)
        case .refused: return try await invalidate(paper)
        case .unsent(let reason), .doubt(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        }
    }

    func standing() async throws -> Standing {
        let reply = try await ask(
            .state,
            ["billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number)])
        return switch reply {
        case .success(let message):
            BillStanding(message, of: numbers).map { .told($0) }
                ?? .doubt("the answer is not about this bill's state")
        case .failure(let failure): .refused(failure)
        case .unsent(let reason): .unsent(reason)
        case .later(let time): .later(time)
        case .doubt(let reason): .doubt(reason)
        }
    }

    /// The bill's last step: red numbers, or the words that say it was done before.
    /// - Parameter mayHavePaper: Whether to look for paper where the platform says there is some.
    private func writeOff(mayHavePaper: Bool) async throws -> Outcome {
        let reply = try await ask(
            .reverse,
            [
                "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
                "reason": .words(order.reason, atMost: 200),
                "operator": .words(order.operator, atMost: 60),
                "busDateTime": .string(bureau.time.moment(order.at)),
                "placeCode": .string(place),
            ])
        switch reply {
        case .success(let message):
            guard let reversed = Reversed(message), try await isOurs(reversed) else {
                return .unknown(because: "the answer lacks the red bill's numbers")
            }
            return voided(as: reversed)
        case .failure(let failure):
            switch failure.meaning {
            case .alreadyReversed: return try await voidedBefore()
            case .paperValid where mayHavePaper:
                // Exchanged by somebody else: the platform knows the paper.
                guard case .told(let standing) = try await standing(), let paper = standing.paper
                else { return refused(failure) }
                return try await invalidate(paper)
            default: return refused(failure)
            }
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        }
    }

    /// Voids the paper; whether the bill is void with it differs between sites, so the answer and
    /// then the platform's own state decide (§5.1).
    private func invalidate(_ paper: Bill.Paper) async throws -> Outcome {
        let reply = try await ask(
            .invalidPaper,
            [
                "pBillBatchCode": .string(paper.batch), "pBillNo": .string(paper.number),
                "placeCode": .string(place), "author": .words(order.operator, atMost: 60),
                "reason": .words(order.reason, atMost: 200),
                "busDateTime": .string(bureau.time.moment(order.at)),
            ])
        switch reply {
        case .success(let message):
            if let reversed = Reversed(message), try await isOurs(reversed) {
                return voided(as: reversed)
            }
            if case .told(let standing) = try await standing(), standing.isReversed {
                return voided(as: standing.red)
            }
            return try await writeOff(mayHavePaper: false)
        case .failure(let failure):
            if failure.meaning == .alreadyReversed { return try await voidedBefore() }
            // The paper may be gone since an earlier try: then only the bill is left.
            guard case .told(let standing) = try await standing() else {
                return refused(failure)
            }
            if standing.isReversed { return voided(as: standing.red) }
            return standing.paper == nil
                ? try await writeOff(mayHavePaper: false) : refused(failure)
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        }
    }

    /// E0008: done before; the red bill's numbers are fetched where the platform tells them.
    private func voidedBefore() async throws -> Outcome {
        if case .told(let standing) = try await standing() { return voided(as: standing.red) }
        return voided(as: nil)
    }

    func voided(as reversed: Reversed?) -> Outcome {
        let red = Bills.Red(
            number: number, bill: bill.busNo, amount: bill.total, placeCode: place, at: order.at)
        let now = now
        return .delivered.keeping { try Bills.voided(red, as: reversed, at: now, in: $0) }
    }

    private func refused(_ failure: Reply.Failure) -> Outcome {
        let reason = failure.hiding([bill.payer, bill.cardNo].compactMap { $0 }).sentence
        let now = now
        return .refused(because: reason).keeping {
            try Bills.keptValid(bill.busNo, because: reason, at: now, in: $0)
        }
    }

    /// Whether the red bill is not one that we know already: then the answer is another's.
    private func isOurs(_ reversed: Reversed) async throws -> Bool {
        guard let batch = reversed.batch else { return true }
        let red = Bill.Numbers(batch: batch, number: reversed.number, random: "")
        return try await !bureau.store.read { try Bills.isTaken(red, besides: "", in: $0) }
    }

    private var place: String { order.place ?? bill.placeCode ?? "" }

    private func ask(_ service: Service, _ business: JSON) async throws -> Reply {
        try await bureau.platform(of: bill.campus).ask(service, business, by: carry)
    }
}
