/// Questions about one bill.
enum Queries {
    static func state(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bill = try request.visibleBill(in: books)
        // A reversal that queries do not find yet has not happened, as far as they can tell.
        let red = bill.reversedBy.flatMap { books.bills[$0] }.flatMap {
            request.isVisible($0) ? $0 : nil
        }
        if red != nil, books.switches.stateQueryFailsWhenReversed { throw .notFound }
        let code = red.map { BillLinks($0, request).code }
        return Ruling([
            "billName": .string(bill.name), "billBatchCode": .string(bill.number.batch),
            "billNo": .string(bill.number.number), "random": .string(bill.random),
            "ivcDateTime": .string(bill.createTime),
            "state": .string(red == nil ? "1" : "2"),
            "isPrtPaper": .string(bill.paper == nil ? "0" : "1"),
            "pBillBatchCode": .string(bill.paper?.batch ?? ""),
            "pBillNo": .string(bill.paper?.number ?? ""),
            "isScarlet": .string(red == nil ? "0" : "1"),
            "scarletBillBatchCode": .string(red?.number.batch ?? ""),
            "scarletBillNo": .string(red?.number.number ?? ""),
            "scarletRandom": .string(red?.random ?? ""),
            "scarletBillQRCode": .string(code ?? ""),
        ])
    }

    static func byBusNo(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        guard
            let bill = books.bill(busNo: request.text("busNo"), appid: request.campus.appid),
            request.isVisible(bill)
        else { throw .notFound }
        let answer: JSON = [
            "billBatchCode": .string(bill.number.batch), "billNo": .string(bill.number.number),
            "random": .string(bill.random),
        ]
        return Ruling(answer.adding(Self.voucher(of: bill, books)))
    }

    static func detail(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bill = try bearer(request, books)
        guard let content = try? JSON(parsing: bill.content.utf8) else { throw .systemError }
        let answer = content.adding([
            "billName": .string(bill.name), "billBatchCode": .string(bill.number.batch),
            "billNo": .string(bill.number.number), "random": .string(bill.random),
            "ivcDateTime": .string(bill.createTime),
        ])
        // A reversal's request names the bill it reversed; that stays what it said.
        return Ruling((bill.isRed ? content : answer).adding(Self.voucher(of: bill, books)))
    }

    static func picture(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bill = try bearer(request, books)
        return Ruling(["pictureUrl": .string(BillLinks(bill, request).page)])
    }

    /// The bill the request names, if it knows its 校验码.
    static func bearer(_ request: Case, _ books: Books) throws(Refusal) -> Bill {
        let bill = try request.visibleBill(in: books)
        guard bill.random == request.text("random") else { throw .wrongRandom }
        return bill
    }

    /// A deposit's voucher, which nothing else would tell to who lost the answer.
    private static func voucher(of bill: Bill, _ books: Books) -> JSON {
        guard let voucher = books.voucher(of: bill.number) else { return [:] }
        return [
            "voucherBatchCode": .string(voucher.number.batch),
            "voucherNo": .string(voucher.number.number),
            "voucherRandom": .string(voucher.random),
        ]
    }
}
