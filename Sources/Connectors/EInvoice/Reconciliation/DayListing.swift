import Foundation
import Hospital

/// The platform's list of one day, one issuing point and one kind, page by page.
struct DayListing: Sendable {
    let platform: Platform
    let place: String
    let busType: String
    /// As `yyyy-MM-dd`.
    let day: String

    /// One bill of the list.
    struct Row: Hashable, Sendable {
        let busNo: String
        let batch: String
        let number: String
        let random: String?
        let amount: Money
        let remark: String?
    }

    struct Whole: Hashable, Sendable {
        let rows: [Row]
        let count: Int
        let total: Money
    }

    enum Answer: Hashable, Sendable {
        case complete(Whole)
        case later(Duration)
        case failed(String)
    }

    private static let pageSize = 100

    /// - Parameter service: `checkTotalData` or `checkWriteOffData`.
    func rows(of service: Service, by carry: Platform.Carry) async throws -> Answer {
        var rows: [Row] = []
        var page = 1
        while true {
            let asked: JSON = [
                "placeCode": .string(place), "busType": .string(busType),
                "busDate": .string(day), "pageNo": .integer(Int64(page)),
                "pageSize": .integer(Int64(Self.pageSize)),
            ]
            switch try await platform.ask(service, asked, by: carry) {
            case .success(let message):
                guard let count = message.whole("allTotalNum") else {
                    return .failed("the list has no allTotalNum")
                }
                let listed = message.list("billList")
                let read = listed.compactMap(Row.init)
                guard read.count == listed.count else {
                    return .failed("the list has rows without number or amount")
                }
                rows += read
                if page * Self.pageSize >= count {
                    let total = message.yuan("allTotalAmt") ?? rows.map(\.amount).sum
                    return .complete(Whole(rows: rows, count: count, total: total))
                }
                if read.isEmpty { return .failed("the list ends before its own count") }
                page += 1
            case .failure(let failure): return .failed(failure.code)
            case .later(let time): return .later(time)
            case .unsent(let reason), .doubt(let reason): return .failed(reason)
            }
        }
    }
}

extension DayListing.Row {
    init?(_ row: JSON) {
        guard
            let busNo = row.text("busNo"), let number = row.text("billNo"),
            let amount = row.yuan("totalAmt")
        else { return nil }
        self.init(
            busNo: busNo, batch: row.text("billBatchCode") ?? "", number: number,
            random: row.text("random"), amount: amount, remark: row.text("remark"))
    }
}
