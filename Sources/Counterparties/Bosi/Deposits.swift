/// Deposit vouchers of inpatients (预交金, business type 07).
enum Deposits {
    static func addUp(_ request: Case) throws(Refusal) {
        guard request.fen("amt") > 0 else { throw .wrongSum("预交金金额必须大于0") }
        guard Issuing.channels(request) == request.fen("amt") else {
            throw .wrongSum("交费渠道合计与预交金金额不符")
        }
    }

    static func issue(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        guard books.bill(busNo: request.text("busNo"), appid: request.campus.appid) == nil else {
            throw .alreadyIssued
        }
        let bill = Issuing.draw(request, fen: request.fen("amt"), in: books)
        let voucher = Voucher(
            number: books.next(in: "35069907"), random: request.randoms.voucher,
            appid: request.campus.appid, bill: bill.number, fen: bill.fen)
        let answer: JSON = [
            "voucherBatchCode": .string(voucher.number.batch),
            "voucherNo": .string(voucher.number.number), "voucherRandom": .string(voucher.random),
            "billBatchCode": .string(bill.number.batch), "billNo": .string(bill.number.number),
            "random": .string(bill.random), "createTime": .string(bill.createTime),
        ]
        return Ruling(
            answer.adding(BillLinks(bill, request).members), [.bill(bill), .voucher(voucher)])
    }

    /// Gives back part of a voucher or all that is left.
    static func refund(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let (bill, voucher) = try open(request, books)
        let named = SheetNumber(
            batch: request.text("voucherBatchCode"), number: request.text("voucherNo"))
        guard named == voucher.number else { throw .notFound("预交金凭证与票据不符") }
        let fen = request.fen("amt")
        guard fen > 0, fen <= voucher.remaining else {
            throw .overRemainder("退款金额超过预交金凭证余额")
        }
        return close(bill, voucher, fen: fen, voids: false, request, books)
    }

    /// Voids a voucher: what is left of it is worth nothing any more.
    static func cancel(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let (bill, voucher) = try open(request, books)
        guard voucher.remaining > 0 else { throw .overRemainder("预交金凭证余额为0") }
        return close(bill, voucher, fen: voucher.remaining, voids: true, request, books)
    }

    /// The bill the request names and its voucher, if they can still be given back.
    private static func open(
        _ request: Case, _ books: Books
    ) throws(Refusal) -> (Bill, Voucher) {
        let bill = try request.bill(in: books)
        guard !bill.isRed, let voucher = books.voucher(of: bill.number) else {
            throw .notFound("未找到预交金凭证")
        }
        guard bill.reversedBy == nil else { throw .alreadyReversed }
        guard bill.paper == nil else { throw .paperStillValid }
        guard voucher.uses.isEmpty else { throw .overRemainder("预交金凭证已被结算票据冲抵") }
        return (bill, voucher)
    }

    private static func close(
        _ bill: Bill, _ voucher: Voucher, fen: Int, voids: Bool, _ request: Case, _ books: Books
    ) -> Ruling {
        let red = Reversing.draw(against: bill, fen: fen, request, books)
        var (bill, voucher) = (bill, voucher)
        if voids {
            voucher.isVoid = true
        } else {
            voucher.refunds.append(
                .init(bill: red.number, fen: fen, remark: request.text("remark")))
        }
        // A bill of which something is left stays valid.
        if voids || voucher.remaining == 0 { bill.reversedBy = red.number }
        return Ruling(
            Reversing.answer(red, request), [.bill(red), .bill(bill), .voucher(voucher)])
    }
}
