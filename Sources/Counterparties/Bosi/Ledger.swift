import Foundation

/// The platform's account of what it was asked and what it did, for whoever judges.
struct Ledger {
    let books: Books
    let campuses: [Campus]

    /// Everything, or what concerns one business number.
    func json(of number: String?) -> JSON {
        let receipts = books.receipts.filter { receipt in
            !receipt.busNo.isEmpty && (number == nil || receipt.busNo == number)
        }
        let bills = books.billOrder.compactMap { books.bills[$0] }
            .filter { number == nil || $0.busNo == number }
        let shown = Set(bills.map(\.number))
        let vouchers = books.vouchers.values.filter { shown.contains($0.bill) }
            .sorted { $0.number.number < $1.number.number }
        let papers = books.papers.values
            .filter { $0.bill.map(shown.contains) ?? (number == nil) }
            .sorted { $0.number.number < $1.number.number }
        return [
            "numbers": .array(numbers(receipts)),
            "accepted": .array(accepted(receipts)),
            "bills": .array(bills.map(bill)), "vouchers": .array(vouchers.map(voucher)),
            "papers": .array(papers.map(paper)),
        ]
    }

    /// The newest requests, oldest first.
    func requests(last count: Int) -> JSON {
        let rows = books.receipts.suffix(max(0, count)).map { receipt -> JSON in
            [
                "number": JSON(receipt.number), "at": time(receipt.at),
                "service": .string(receipt.service), "campus": .string(receipt.campus),
                "busNo": .string(receipt.busNo), "noise": .string(receipt.noise),
                "content": (try? JSON(parsing: receipt.content.utf8)) ?? .null,
                "unknown": .array(receipt.unknown.map { .string($0) }),
                "codes": .array(receipt.outcomes.map { .string($0.code) }),
            ]
        }
        return ["requests": .array(rows)]
    }

    /// How often each service heard of each number, and how often it did what it was asked.
    private func numbers(_ receipts: [Receipt]) -> [JSON] {
        var order: [String] = []
        var groups: [String: [Receipt]] = [:]
        for receipt in receipts {
            let key = "\(receipt.campus)\n\(receipt.service)\n\(receipt.busNo)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(receipt)
        }
        return order.compactMap { groups[$0] }.map { group in
            let acceptances = group.flatMap(\.outcomes).filter { $0.code == "S0000" }
            return [
                "campus": .string(group[0].campus), "service": .string(group[0].service),
                "busNo": .string(group[0].busNo), "received": JSON(group.count),
                "accepted": JSON(acceptances.count),
                "receivedAt": .array(group.map { time($0.at) }),
                "acceptedAt": .array(acceptances.map { time($0.at) }),
                "codes": .array(
                    group.map { .array($0.outcomes.map { outcome in .string(outcome.code) }) }),
            ]
        }
    }

    /// What was done, in the order it was done.
    private func accepted(_ receipts: [Receipt]) -> [JSON] {
        receipts.filter { $0.acceptedAt != nil }
            .sorted { ($0.acceptedAt ?? $0.at, $0.number) < ($1.acceptedAt ?? $1.at, $1.number) }
            .map { receipt in
                [
                    "at": time(receipt.acceptedAt ?? receipt.at),
                    "service": .string(receipt.service), "campus": .string(receipt.campus),
                    "busNo": .string(receipt.busNo),
                ]
            }
    }

    private func bill(_ bill: Bill) -> JSON {
        [
            "campus": .string(campuses.first { $0.appid == bill.appid }?.name ?? ""),
            "busNo": .string(bill.busNo), "busType": .string(bill.busType),
            "billBatchCode": .string(bill.number.batch), "billNo": .string(bill.number.number),
            "fen": JSON(bill.fen), "placeCode": .string(bill.placeCode),
            "busDateTime": .string(bill.busDateTime), "remark": .string(bill.remark),
            "isRed": .bool(bill.isRed), "isValid": .bool(!bill.isRed && bill.reversedBy == nil),
            "reverses": number(bill.reverses), "reversedBy": number(bill.reversedBy),
            "paper": number(bill.paper), "prints": JSON(bill.prints),
        ]
    }

    private func voucher(_ voucher: Voucher) -> JSON {
        [
            "voucherBatchCode": .string(voucher.number.batch),
            "voucherNo": .string(voucher.number.number),
            "busNo": .string(books.bills[voucher.bill]?.busNo ?? ""),
            "bill": number(voucher.bill), "fen": JSON(voucher.fen),
            "remaining": JSON(voucher.remaining), "state": .string(voucher.state),
            "refunds": .array(voucher.refunds.map(part)), "uses": .array(voucher.uses.map(part)),
        ]
    }

    private func part(_ part: Voucher.Part) -> JSON {
        ["bill": number(part.bill), "fen": JSON(part.fen), "remark": .string(part.remark)]
    }

    private func paper(_ paper: Paper) -> JSON {
        [
            "pBillBatchCode": .string(paper.number.batch),
            "pBillNo": .string(paper.number.number), "placeCode": .string(paper.placeCode),
            "bill": number(paper.bill), "isValid": .bool(paper.isValid),
        ]
    }

    private func number(_ sheet: SheetNumber?) -> JSON {
        sheet.map { .string("\($0.batch)/\($0.number)") } ?? .null
    }

    private func time(_ date: Date) -> JSON {
        .string(date.formatted(.iso8601.time(includingFractionalSeconds: true)))
    }
}
