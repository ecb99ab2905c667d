import Foundation

/// Issuing bills: registration, outpatient, discharge.
enum Issuing {
    /// Rows and channels must add up to a total above nothing.
    static func addUp(_ request: Case) throws(Refusal) {
        let total = request.fen("totalAmt")
        guard total > 0 else { throw .wrongSum("开票总金额必须大于0") }
        let charges = request.rows("chargeDetail").map { Case.fen($0["amt"]) }
        guard !charges.isEmpty else { throw .wrongSum("收费明细不能为空") }
        guard !charges.contains(0) else { throw .wrongSum("收费明细金额不能为0") }
        guard charges.reduce(0, +) == total else { throw .wrongSum("收费明细合计与总金额不符") }
        guard channels(request) == total else { throw .wrongSum("交费渠道合计与总金额不符") }
        if request.text("isArrears") == "0", request.text("arrearsReason").isEmpty {
            throw .malformed("不可流通时arrearsReason不能为空")
        }
    }

    /// The sum of the payment channels, in fen.
    static func channels(_ request: Case) -> Int {
        request.rows("payChannelDetail").reduce(0) { $0 + Case.fen($1["payChannelValue"]) }
    }

    static func issue(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        guard books.bill(busNo: request.text("busNo"), appid: request.campus.appid) == nil else {
            throw .alreadyIssued
        }
        let bill = draw(request, fen: request.fen("totalAmt"), in: books)
        var changes: [Books.Change] = [.bill(bill)]
        var seen: Set<SheetNumber> = []
        for row in request.rows("payMentVoucher") {
            let voucher = try voucher(in: row, of: request, books)
            guard seen.insert(voucher.number).inserted else {
                throw .overRemainder("预交金凭证重复")
            }
            changes.append(.voucher(try use(voucher, Case.fen(row["voucherAmt"]), by: bill)))
        }
        return Ruling(answer(bill, request), changes)
    }

    private static func voucher(
        in row: JSON, of request: Case, _ books: Books
    ) throws(Refusal) -> Voucher {
        let number = SheetNumber(
            batch: row["voucherBatchCode"]?.text ?? "", number: row["voucherNo"]?.text ?? "")
        guard let voucher = books.vouchers[number], voucher.appid == request.campus.appid,
            !voucher.isVoid
        else { throw .notFound("未找到有效的预交金凭证") }
        return voucher
    }

    private static func use(
        _ voucher: Voucher, _ fen: Int, by bill: Bill
    ) throws(Refusal) -> Voucher {
        guard fen > 0, fen <= voucher.remaining else {
            throw .overRemainder("冲抵金额超过预交金凭证余额")
        }
        var voucher = voucher
        voucher.uses.append(.init(bill: bill.number, fen: fen, remark: ""))
        return voucher
    }

    /// A blue bill over `fen` with the next number of its kind.
    static func draw(_ request: Case, fen: Int, in books: Books) -> Bill {
        let kind = request.text("busType")
        return Bill(
            number: books.next(in: "350601\(kind)"), random: request.randoms.bill,
            appid: request.campus.appid, busNo: request.text("busNo"), busType: kind,
            payer: request.text("payer"), cardType: request.text("cardType"),
            cardNo: request.text("cardNo"), placeCode: request.text("placeCode"), fen: fen,
            busDateTime: request.text("busDateTime"),
            createTime: BusinessTime.text(request.now), remark: request.text("remark"),
            content: request.content.serialised,
            hiddenUntil: request.hiddenFor.map { request.now + $0 })
    }

    /// What the three issue services answer.
    static func answer(_ bill: Bill, _ request: Case) -> JSON {
        let answer: JSON = [
            "billBatchCode": .string(bill.number.batch), "billNo": .string(bill.number.number),
            "random": .string(bill.random), "createTime": .string(bill.createTime),
            "billBusDate": .string(bill.busDateTime), "busNo": .string(bill.busNo),
        ]
        return answer.adding(BillLinks(bill, request).members)
    }
}
