/// Exchanging electronic bills to numbered paper: 换开.
enum Exchange {
    static func batch(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        Ruling(["pBillBatchCode": .string(Books.paperBatch)])
    }

    static func nextBlank(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        guard request.text("pBillBatchCode") == Books.paperBatch else {
            throw .notFound("纸质票据代码不存在")
        }
        let blank = books.nextBlank(at: request.text("placeCode"), of: request.campus)
        return Ruling([
            "pBillBatchCode": .string(blank.batch), "pBillNo": .string(blank.number),
        ])
    }

    /// The first exchange, or one after the earlier paper was voided.
    static func turn(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bill = try exchangeable(request, books)
        guard bill.paper == nil else { throw .paperStillValid }
        return try exchange(bill, request, books)
    }

    /// An exchange that takes the place of an earlier paper.
    static func turnAgain(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bill = try exchangeable(request, books)
        guard bill.wasExchanged else { throw .notFound("该票据未换开过纸质票据") }
        return try exchange(bill, request, books)
    }

    private static func exchangeable(_ request: Case, _ books: Books) throws(Refusal) -> Bill {
        let bill = try request.bill(in: books)
        guard !bill.isRed else { throw .notFound("红票不能换开纸质票据") }
        guard bill.reversedBy == nil else { throw .alreadyReversed }
        return bill
    }

    private static func exchange(
        _ bill: Bill, _ request: Case, _ books: Books
    ) throws(Refusal) -> Ruling {
        let place = request.text("placeCode")
        guard request.paperNumber == books.nextBlank(at: place, of: request.campus) else {
            throw .paper("纸质票据号码不是下一张可用号码")
        }
        var bill = bill
        var changes: [Books.Change] = []
        if let number = bill.paper, var old = books.papers[number] {
            old.isValid = false
            changes.append(.paper(old))
        }
        bill.paper = request.paperNumber
        bill.wasExchanged = true
        let paper = Paper(
            number: request.paperNumber, appid: bill.appid, placeCode: place, bill: bill.number,
            isValid: true)
        return .done(changes + [.bill(bill), .paper(paper)])
    }

    /// Voids an exchanged paper and, where the site has it so, its bill.
    static func void(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let (paper, bill) = try valid(request, books)
        guard books.switches.invalidPaperAlsoReverses, bill.busType != "07" else {
            return .done(spoil(paper, of: bill))
        }
        let (red, changes) = Reversing.reversal(of: bill, request, books)
        return Ruling(Reversing.answer(red, request), [.paper(spoiled(paper))] + changes)
    }

    static func voidVoucherPaper(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let (paper, bill) = try valid(request, books)
        guard bill.busType == "07" else { throw .notFound("不是预交金凭证的纸质票据") }
        return .done(spoil(paper, of: bill))
    }

    /// The valid paper the request names, with its bill.
    private static func valid(
        _ request: Case, _ books: Books
    ) throws(Refusal) -> (Paper, Bill) {
        guard let paper = books.papers[request.paperNumber],
            paper.appid == request.campus.appid, let number = paper.bill,
            let bill = books.bills[number]
        else { throw .notFound("未找到纸质票据") }
        guard paper.isValid else {
            throw bill.reversedBy == nil ? .paper("纸质票据已作废") : .alreadyReversed
        }
        return (paper, bill)
    }

    private static func spoil(_ paper: Paper, of bill: Bill) -> [Books.Change] {
        var bill = bill
        bill.paper = nil
        return [.paper(spoiled(paper)), .bill(bill)]
    }

    private static func spoiled(_ paper: Paper) -> Paper {
        var paper = paper
        paper.isValid = false
        return paper
    }

    /// Voids blank sheets from the next one on.
    static func voidBlanks(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let place = request.text("placeCode")
        let next = books.nextBlank(at: place, of: request.campus)
        guard next.batch == request.text("pBillBatchCode"),
            next.number == request.text("pBillNoStart"), let first = Int(next.number),
            let last = Int(request.text("pBillNoEnd")), first...first + 999 ~= last,
            Books.digits(last) == request.text("pBillNoEnd")
        else { throw .paper("空白票据号段必须从下一张可用号码开始") }
        return .done(
            (first...last).map { number in
                .paper(
                    Paper(
                        number: SheetNumber(batch: next.batch, number: Books.digits(number)),
                        appid: request.campus.appid, placeCode: place, bill: nil, isValid: false))
            })
    }

    static func print(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        _ = try valid(request, books)
        return .done([])
    }
}
