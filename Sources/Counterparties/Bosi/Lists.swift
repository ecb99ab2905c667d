/// Questions about many bills, answered a page at a time.
enum Lists {
    /// Valid bills of one card that were not exchanged to paper.
    static func notExchanged(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let bills = of(request, books).filter { bill in
            !bill.isRed && bill.reversedBy == nil && bill.paper == nil
                && bill.cardType == request.text("cardType")
                && bill.cardNo == request.text("cardNo") && isWithin(bill, request)
        }
        return Ruling(total(bills.count).adding(try page(of: bills, request)))
    }

    /// All bills of a span of time, red ones too.
    static func byDate(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        let place = request.text("placeCode")
        let bills = of(request, books).filter { bill in
            (place.isEmpty || bill.placeCode == place) && isWithin(bill, request)
        }
        return Ruling(total(bills.count).adding(try page(of: bills, request)))
    }

    /// What was issued on one day at one point, whatever became of it later.
    static func issued(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        try totals(of: onDay(request, books).filter { !$0.isRed }, request)
    }

    /// What was reversed on one day at one point: the red bills.
    static func reversed(_ request: Case, _ books: Books) throws(Refusal) -> Ruling {
        try totals(of: onDay(request, books).filter(\.isRed), request)
    }

    private static func total(_ count: Int) -> JSON { ["total": JSON(count)] }

    private static func of(_ request: Case, _ books: Books) -> [Bill] {
        let kind = request.text("busType")
        return books.billOrder.compactMap { books.bills[$0] }.filter { bill in
            request.isVisible(bill) && (kind.isEmpty || bill.busType == kind)
        }
    }

    private static func isWithin(_ bill: Bill, _ request: Case) -> Bool {
        bill.busDateTime >= request.text("busBgnDate")
            && bill.busDateTime <= request.text("busEndDate")
    }

    private static func onDay(_ request: Case, _ books: Books) -> [Bill] {
        let day = request.text("busDate").filter { $0 != "-" }
        return of(request, books).filter { bill in
            bill.busDateTime.hasPrefix(day) && bill.placeCode == request.text("placeCode")
        }
    }

    private static func totals(of bills: [Bill], _ request: Case) throws(Refusal) -> Ruling {
        let sum = bills.reduce(0) { $0 + $1.fen }
        let answer: JSON = [
            "allTotalNum": JSON(bills.count), "allTotalAmt": .number(Amount.yuan(sum)),
        ]
        return Ruling(answer.adding(try page(of: bills, request)))
    }

    private static func page(
        of bills: [Bill], _ request: Case
    ) throws(Refusal) -> JSON {
        let (page, size) = (request.count("pageNo"), request.count("pageSize"))
        guard size <= 100 else { throw .malformed("pageSize不能超过100") }
        let rows = bills.sorted { $0.busDateTime < $1.busDateTime }
            .dropFirst((page - 1) * size).prefix(size)
        return ["pageNo": JSON(page), "billList": .array(rows.map(row))]
    }

    private static func row(_ bill: Bill) -> JSON {
        [
            "busNo": .string(bill.busNo), "busDate": .string(bill.busDateTime),
            "billName": .string(bill.name), "billBatchCode": .string(bill.number.batch),
            "billNo": .string(bill.number.number), "random": .string(bill.random),
            "totalAmt": .number(Amount.yuan(bill.fen)), "ivcDateTime": .string(bill.createTime),
            "payer": .string(bill.payer), "remark": .string(bill.remark),
        ]
    }
}
