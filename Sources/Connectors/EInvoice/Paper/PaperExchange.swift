import Foundation
import Hospital
import Hub
import Storage

/// Exchanges an electronic bill to the next blank paper of a place (换开), or once more to another.
struct PaperExchange: BillTask {
    let bureau: Bureau

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        let order = try PaperOrder(attempt.delivery.payload)
        guard let bill = try await bureau.store.read({ try Bills.bill(order.bill, in: $0) }),
            bill.state == .issued, let numbers = bill.numbers
        else { return .refused(because: "only an issued bill is exchanged to paper") }
        // Asked for before and done: a repeat takes no second blank.
        if bill.papers > order.before { return .delivered }
        let exchange = PaperTurn(
            bureau: bureau, bill: bill, numbers: numbers, order: order, carry: attempt.carry)
        let paper: Bill.Paper
        if let planned = bill.planned {
            paper = planned
        } else {
            switch try await exchange.nextBlank() {
            case .paper(let next): paper = next
            case .outcome(let outcome): return outcome
            }
            // Known before it is sent, so that it can be recognised afterwards.
            try await bureau.store.write { try Bills.plan(paper, for: bill.busNo, in: $0) }
        }
        return try await exchange.turn(to: paper)
    }

    /// Asks which paper the bill is on; ours may know less, as after a restore.
    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        let order = try PaperOrder(attempt.delivery.payload)
        guard let bill = try await bureau.store.read({ try Bills.bill(order.bill, in: $0) }),
            let numbers = bill.numbers
        else { return .retry(because: "it was not sent") }
        if bill.papers > order.before { return .delivered }
        let reply = try await bureau.platform(of: bill.campus).ask(
            .state,
            ["billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number)],
            by: attempt.carry)
        switch reply {
        case .success(let message):
            guard let standing = BillStanding(message, of: numbers) else {
                return .unknown(because: "the answer is not about this bill's state")
            }
            guard let paper = standing.paper, paper == bill.planned || bill.planned == nil,
                paper != bill.paper
            else { return .retry(because: "the bill is not exchanged to this blank") }
            return .delivered.keeping {
                try Bills.exchanged(bill.busNo, to: paper, isNew: true, in: $0)
            }
        case .failure(let failure):
            return .unknown(because: failure.code)
        case .later(let time): return .wait(time)
        case .unsent(let reason), .doubt(let reason): return .unknown(because: reason)
        }
    }
}

/// Who wants a bill on paper, and where.
struct PaperOrder: Hashable, Sendable {
    let bill: String
    let place: String
    let `operator`: String
    /// How many papers the bill had before.
    let before: Int
    let at: Date

    var number: String { "paper-\(bill)-\(before + 1)" }

    var payload: JSON {
        [
            "bill": .string(bill), "place": .string(place), "operator": .string(`operator`),
            "before": .integer(Int64(before)),
            "at": .integer(Int64((at.timeIntervalSince1970 * 1000).rounded())),
        ]
    }

    init(bill: String, place: String, operator: String, before: Int, at: Date) {
        self.bill = bill
        self.place = place
        self.operator = `operator`
        self.before = before
        self.at = at
    }

    init(_ payload: JSON) throws {
        guard
            let bill = payload.text("bill"), let place = payload.text("place"),
            let before = payload.whole("before"), let millis = payload.whole("at")
        else { throw UnreadablePayload() }
        self.init(
            bill: bill, place: place, operator: payload.text("operator") ?? "-", before: before,
            at: Date(timeIntervalSince1970: Double(millis) / 1000))
    }
}
