import Foundation
import Hospital
import Hub
import Storage

/// One refund of one voucher, as it is sent and looked for.
struct VoucherRefund: Sendable {
    let bureau: Bureau
    let order: RefundOrder
    let bill: Bill
    let voucher: Voucher
    let now: Date
    let carry: Platform.Carry

    private var amount: Money { order.isCancellation ? voucher.remaining : order.amount }
    private var place: String { order.place ?? bill.placeCode ?? "" }

    /// - Parameter wasSent: Whether an earlier try may have been done after all.
    func carryOut(wasSent: Bool) async throws -> Outcome {
        guard let numbers = bill.numbers else { return .refused(because: "it has no numbers") }
        let service: Service = order.isCancellation ? .cancelVoucher : .refundVoucher
        switch try await ask(service, request(numbers)) {
        case .success(let message):
            guard let reversed = Reversed(message), try await isOurs(reversed) else {
                return .unknown(because: "the answer lacks the red bill's numbers")
            }
            return done(as: reversed)
        case .failure(let failure):
            let isPerhapsDone =
                failure.meaning == .alreadyReversed || failure.meaning == .overRemainder
            if isPerhapsDone, wasSent || order.isCancellation {
                return try await whatBecameOfIt(sentAt: now)
            }
            return refused(failure)
        case .unsent(let reason): return .retry(because: reason)
        case .later(let time): return .wait(time)
        case .doubt(let reason): return .unknown(because: reason)
        }
    }

    /// Looks for the refund on the platform: a cancelled voucher by its bill's state, a part of
    /// one in the list of the day's reversals.
    func whatBecameOfIt(sentAt: Date) async throws -> Outcome {
        order.isCancellation
            ? try await cancelledOrNot() : try await listedOrNot(sentAt: sentAt)
    }

    private func cancelledOrNot() async throws -> Outcome {
        guard let numbers = bill.numbers else { return .refused(because: "it has no numbers") }
        let asked: JSON = [
            "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
        ]
        switch try await ask(.state, asked) {
        case .success(let message):
            guard let standing = BillStanding(message, of: numbers) else {
                return .unknown(because: "the answer is not about this bill's state")
            }
            return standing.isReversed
                ? done(as: standing.red) : .retry(because: "the voucher is still valid")
        case .failure: return .retry(because: "the platform does not tell the voucher's state")
        case .later(let time): return .wait(time)
        case .unsent(let reason), .doubt(let reason): return .unknown(because: reason)
        }
    }

    private func listedOrNot(sentAt: Date) async throws -> Outcome {
        let listing = DayListing(
            platform: try bureau.platform(of: bill.campus), place: place,
            busType: bureau.codes.busType(of: .deposit), day: bureau.time.day(order.at))
        let rows: [DayListing.Row]
        switch try await listing.rows(of: .reversedOfDay, by: carry) {
        case .complete(let all): rows = all.rows.filter { $0.busNo == bill.busNo }
        case .later(let time): return .wait(time)
        case .failed(let reason): return .unknown(because: reason)
        }
        if let row = rows.first(where: { $0.remark == order.number }) {
            return done(as: Reversed(batch: row.batch, number: row.number, random: row.random))
        }
        let known = try await bureau.store.read { try Reds.numbers(of: bill.busNo, in: $0) }
        if rows.contains(where: { $0.amount == amount && !known.contains($0.number) }) {
            return .unknown(
                because: "the platform lists a refund of this amount without our number; "
                    + "compare both")
        }
        if now.timeIntervalSince(sentAt) < Double(bureau.settings.settling) {
            return .unknown(because: "too early to believe that the platform has it not")
        }
        return .retry(because: "the platform does not list it")
    }

    private func request(_ numbers: Bill.Numbers) -> JSON {
        var request: [String: JSON] = [
            "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
            "reason": .words(order.because.reason, atMost: 200),
            "operator": .words(order.because.operator, atMost: 60),
            "busDateTime": .string(bureau.time.moment(order.at)), "placeCode": .string(place),
        ]
        guard !order.isCancellation else { return .object(request) }
        let left = voucher.remaining - order.amount
        request["busType"] = .string(bureau.codes.busType(of: .deposit))
        request["voucherBatchCode"] = .string(voucher.batch ?? "")
        request["voucherNo"] = .string(voucher.number ?? "")
        // As text, unlike everywhere else: so sites send it.
        request["amt"] = .string(order.amount.yuan)
        request["ownAcBalance"] = .string((order.balance ?? left).yuan)
        request["remark"] = .words(order.number, atMost: 200)
        return .object(request)
    }

    private func done(as reversed: Reversed?) -> Outcome {
        let red = Bills.Red(
            number: order.number, bill: bill.busNo, amount: amount, placeCode: place,
            at: order.at)
        let (voucher, now, isCancellation) = (voucher, now, order.isCancellation)
        return .delivered.keeping { transaction in
            if isCancellation {
                try Bills.voided(red, as: reversed, at: now, in: transaction)
            } else {
                try Reds.done(red, as: reversed, of: voucher, at: now, in: transaction)
            }
        }
    }

    private func refused(_ failure: Reply.Failure) -> Outcome {
        let reason = failure.hiding([bill.payer, bill.cardNo].compactMap { $0 }).sentence
        let number = order.number
        return .refused(because: reason).keeping {
            try Reds.failed(number, because: reason, in: $0)
        }
    }

    private func isOurs(_ reversed: Reversed) async throws -> Bool {
        guard let batch = reversed.batch else { return true }
        let red = Bill.Numbers(batch: batch, number: reversed.number, random: "")
        return try await !bureau.store.read { try Bills.isTaken(red, besides: "", in: $0) }
    }

    private func ask(_ service: Service, _ business: JSON) async throws -> Reply {
        try await bureau.platform(of: bill.campus).ask(service, business, by: carry)
    }
}
