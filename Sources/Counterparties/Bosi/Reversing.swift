import Foundation

/// Reversing bills, whole: 冲红.
enum Reversing {
    static func reverse(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bill = try request.bill(in: books)
        guard !bill.isRed else { throw .notFound("未找到可冲销的票据：该号码为红票") }
        guard bill.busType != "07" else { throw .notFound("预交金票据请冲销预交金凭证") }
        guard bill.reversedBy == nil else { throw .alreadyReversed }
        guard bill.paper == nil else { throw .paperStillValid }
        let (red, changes) = reversal(of: bill, request, books)
        return Ruling(answer(red, request), changes)
    }

    /// The red bill that makes `bill` void, and what changes with it.
    static func reversal(
        of bill: Bill, _ request: Case, _ books: Books
    ) -> (red: Bill, changes: [Books.Change]) {
        let red = draw(against: bill, fen: bill.fen, request, books)
        var void = bill
        void.reversedBy = red.number
        void.paper = nil
        var changes: [Books.Change] = [.bill(red), .bill(void)]
        // What a discharge bill had taken from deposits is there again.
        for var voucher in books.vouchers.values
        where bill.busType == "01" && voucher.uses.contains(where: { $0.bill == bill.number }) {
            voucher.uses.removeAll { $0.bill == bill.number }
            changes.append(.voucher(voucher))
        }
        return (red, changes)
    }

    /// A red bill over `fen` with the next number of the kind of `bill`.
    static func draw(against bill: Bill, fen: Int, _ request: Case, _ books: Books) -> Bill {
        Bill(
            number: books.next(in: bill.number.batch), random: request.randoms.bill,
            appid: bill.appid, busNo: bill.busNo, busType: bill.busType, payer: bill.payer,
            cardType: bill.cardType, cardNo: bill.cardNo, placeCode: request.text("placeCode"),
            fen: fen, busDateTime: request.text("busDateTime"),
            createTime: BusinessTime.text(request.now),
            remark: request.text("remark").isEmpty
                ? request.text("reason") : request.text("remark"),
            content: request.content.serialised, reverses: bill.number,
            hiddenUntil: request.hiddenFor.map { request.now + $0 })
    }

    /// What all reversing services answer.
    static func answer(_ red: Bill, _ request: Case) -> JSON {
        let answer: JSON = [
            "eScarletBillBatchCode": .string(red.number.batch),
            "eScarletBillNo": .string(red.number.number), "eScarletRandom": .string(red.random),
            "createTime": .string(red.createTime),
        ]
        return answer.adding(BillLinks(red, request).members)
    }
}
