import Foundation
import Hospital
import Hub
import Storage

/// Finds a bill on the platform by our business number, and takes it for ours if it is.
struct Adoption: Sendable {
    let bureau: Bureau
    let bill: Bill

    enum Found: Sendable {
        case ours(Issued)
        /// The platform certainly has no bill under this number.
        case absent
        /// A bill that says something else: a person must look.
        case foreign(String)
        case later(Duration)
        case doubt(String)
    }

    /// What the finding means for the errand to issue.
    func outcome(of attempt: Attempt) async throws -> Outcome {
        let (busNo, now) = (bill.busNo, attempt.now)
        switch try await look(attempt.carry) {
        case .ours(let issued):
            return .delivered.keeping { try Bills.issued(busNo, as: issued, at: now, in: $0) }
        case .absent:
            // The content stays, and is sent again as it was.
            return .retry(because: "the platform does not list it").keeping {
                try Bills.move(busNo, .absent, in: $0)
            }
        case .foreign(let reason):
            return .refused(because: reason).keeping {
                try Bills.move(busNo, .lost, error: reason, in: $0)
            }
        case .later(let time): return .wait(time)
        case .doubt(let reason):
            return .unknown(because: reason).keeping {
                try Bills.move(busNo, .lost, error: reason, in: $0)
            }
        }
    }

    func look(_ carry: Platform.Carry) async throws -> Found {
        let platform = try bureau.platform(of: bill.campus)
        let asked: JSON = [
            "busNo": .string(bill.busNo), "busDateTime": .string(bureau.time.moment(bill.at)),
        ]
        switch try await platform.ask(.byBusNo, asked, by: carry) {
        case .success(let message):
            // [assumed] An empty object is the other way to say that there is none.
            guard let issued = Issued(message) else {
                return message == [:] ? .absent : .doubt("the answer lacks the bill's numbers")
            }
            return try await compare(issued, on: platform, carry)
        case .failure(let failure):
            return failure.meaning == .notFound ? .absent : .doubt(failure.code)
        case .unsent(let reason), .doubt(let reason): return .doubt(reason)
        case .later(let time): return .later(time)
        }
    }

    /// Takes it only if number, amount and payer are ours.
    private func compare(
        _ issued: Issued, on platform: Platform, _ carry: Platform.Carry
    ) async throws -> Found {
        let numbers = issued.numbers
        let reply = try await platform.ask(
            .detail,
            [
                "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
                "random": .string(numbers.random),
            ], by: carry)
        guard case .success(let detail) = reply else {
            return .doubt("the bill's content could not be read to compare it")
        }
        if detail.text("busNo") != bill.busNo {
            return .doubt("the answer names another business number")
        }
        if (detail.yuan("totalAmt") ?? detail.yuan("amt")) != bill.total {
            return .foreign(
                "the platform's bill under this number has another amount; compare both")
        }
        if let payer = bill.payer, detail.text("payer") != payer {
            return .foreign(
                "the platform's bill under this number has another payer; compare both")
        }
        // A list may leave out what only the content tells.
        return .ours(issued.filled(from: detail))
    }
}

extension Issued {
    /// The same, with what `detail` tells beyond it.
    func filled(from detail: JSON) -> Issued {
        let all: JSON = .object([
            "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
            "random": .string(numbers.random),
            "createTime": .string(createdTime ?? detail.text("createTime") ?? ""),
            "billQRCode": .string(qrCode ?? detail.text("billQRCode") ?? ""),
            "pictureUrl": .string(picture ?? detail.text("pictureUrl") ?? ""),
            "pictureNetUrl": .string(publicPicture ?? detail.text("pictureNetUrl") ?? ""),
            "voucherBatchCode": .string(voucherBatch ?? detail.text("voucherBatchCode") ?? ""),
            "voucherNo": .string(voucherNumber ?? detail.text("voucherNo") ?? ""),
            "voucherRandom": .string(voucherRandom ?? detail.text("voucherRandom") ?? ""),
        ])
        return Issued(all) ?? self
    }
}
