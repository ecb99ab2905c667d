import Foundation
import Hospital
import Hub
import Storage

/// One exchange to paper, step by step.
struct PaperTurn: Sendable {
    let bureau: Bureau
    let bill: Bill
    let numbers: Bill.Numbers
    let order: PaperOrder
    let carry: Platform.Carry

    enum Blank: Sendable {
        case paper(Bill.Paper)
        case outcome(Outcome)
    }

    /// The next blank of the place; asking changes nothing on the platform.
    func nextBlank() async throws -> Blank {
        let batch: String
        switch try await ask(.batchOfPaper, ["placeCode": .string(order.place)]) {
        case .success(let message):
            guard let code = message.text("pBillBatchCode") else {
                return .outcome(.refused(because: "this place has no paper on the platform"))
            }
            batch = code
        case let other: return .outcome(harmless(other))
        }
        let asked: JSON = ["placeCode": .string(order.place), "pBillBatchCode": .string(batch)]
        switch try await ask(.nextPaper, asked) {
        case .success(let message):
            guard let number = message.text("pBillNo") else {
                return .outcome(.refused(because: "this place has no blank left"))
            }
            return .paper(
                Bill.Paper(batch: message.text("pBillBatchCode") ?? batch, number: number))
        case let other: return .outcome(harmless(other))
        }
    }

    /// The first exchange, or the next one; a site that refuses the second way takes the first.
    func turn(to paper: Bill.Paper) async throws -> Outcome {
        let isFirst = bill.paper == nil
        var reply = try await send(isFirst ? .turnPaper : .reTurnPaper, paper)
        if !isFirst, case .failure = reply { reply = try await send(.turnPaper, paper) }
        let busNo = bill.busNo
        switch reply {
        case .success:
            return .delivered.keeping {
                try Bills.exchanged(busNo, to: paper, isNew: true, in: $0)
            }
        case .failure(let failure):
            // Another blank next time: this one may be taken.
            let reason = failure.hiding([bill.payer].compactMap { $0 }).sentence
            return .refused(because: reason).keeping { try Bills.plan(nil, for: busNo, in: $0) }
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        }
    }

    private func send(_ service: Service, _ paper: Bill.Paper) async throws -> Reply {
        try await ask(
            service,
            [
                "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
                "pBillBatchCode": .string(paper.batch), "pBillNo": .string(paper.number),
                "busDateTime": .string(bureau.time.moment(order.at)),
                "placeCode": .string(order.place),
                "operator": .words(order.operator, atMost: 60),
            ])
    }

    private func harmless(_ reply: Reply) -> Outcome {
        switch reply {
        case .success: .retry(because: "the platform gave no blank")
        case .failure(let failure): .refused(because: failure.sentence)
        case .unsent(let reason), .doubt(let reason): .retry(because: reason)
        case .later(let time): .wait(time)
        }
    }

    private func ask(_ service: Service, _ business: JSON) async throws -> Reply {
        try await bureau.platform(of: bill.campus).ask(service, business, by: carry)
    }
}
