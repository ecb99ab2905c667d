import Foundation

/// What the platform has on its books; changed by `apply` alone.
struct Books: Bookkeeping {
    private(set) var bills: [SheetNumber: Bill] = [:]
    private(set) var vouchers: [SheetNumber: Voucher] = [:]
    private(set) var papers: [SheetNumber: Paper] = [:]
    /// In the order of issue.
    private(set) var billOrder: [SheetNumber] = []
    private(set) var receipts: [Receipt] = []
    private(set) var switches = Switches()
    /// When each noise was seen, by appid and noise.
    private(set) var noises: [String: Date] = [:]

    private var byBusNo: [String: SheetNumber] = [:]
    private var voucherOfBill: [SheetNumber: SheetNumber] = [:]
    private var lastNumbers: [String: Int] = [:]
    private var lastBlanks: [String: Int] = [:]

    /// A change, as the journal keeps it.
    enum Change: Codable, Sendable {
        case noise(String, Date)
        case receipt(Receipt)
        case outcome(receipt: Int, code: String, at: Date)
        case bill(Bill)
        case voucher(Voucher)
        case paper(Paper)
        case switches(Switches)
    }

    mutating func apply(_ change: Change) {
        switch change {
        case .noise(let noise, let date): noises[noise] = date
        case .receipt(let receipt): receipts.append(receipt)
        case .outcome(let number, let code, let date):
            guard receipts.indices.contains(number - 1) else { return }
            receipts[number - 1].outcomes.append(.init(code: code, at: date))
        case .bill(let bill): put(bill)
        case .voucher(let voucher):
            if vouchers[voucher.number] == nil { count(voucher.number) }
            vouchers[voucher.number] = voucher
            voucherOfBill[voucher.bill] = voucher.number
        case .paper(let paper):
            papers[paper.number] = paper
            let roll = Self.roll(paper.appid, paper.placeCode)
            lastBlanks[roll] = max(lastBlanks[roll] ?? 0, Int(paper.number.number) ?? 0)
        case .switches(let new): switches = new
        }
    }

    private mutating func put(_ bill: Bill) {
        if bills.updateValue(bill, forKey: bill.number) == nil {
            billOrder.append(bill.number)
            count(bill.number)
            if !bill.isRed { byBusNo[Self.key(bill.appid, bill.busNo)] = bill.number }
        }
    }

    private mutating func count(_ number: SheetNumber) {
        lastNumbers[number.batch] = max(
            lastNumbers[number.batch] ?? 0, Int(number.number) ?? 0)
    }

    /// The bill issued for a business number of `appid`, valid or not.
    func bill(busNo: String, appid: String) -> Bill? {
        byBusNo[Self.key(appid, busNo)].flatMap { bills[$0] }
    }

    /// The voucher a deposit's bill belongs to.
    func voucher(of bill: SheetNumber) -> Voucher? {
        voucherOfBill[bill].flatMap { vouchers[$0] }
    }

    /// The next number of a batch, ten digits.
    func next(in batch: String) -> SheetNumber {
        SheetNumber(batch: batch, number: Self.digits((lastNumbers[batch] ?? 0) + 1))
    }

    /// The next blank sheet on the roll at `placeCode`.
    func nextBlank(at placeCode: String, of campus: Campus) -> SheetNumber {
        // Every issuing point has a roll of 100,000 sheets of its own.
        let place = campus.placeCodes.firstIndex(of: placeCode) ?? 0
        let first = (campus.ordinal * 1000 + place) * 100_000 + 1
        let last = lastBlanks[Self.roll(campus.appid, placeCode)]
        return SheetNumber(
            batch: Self.paperBatch, number: Self.digits(last.map { $0 + 1 } ?? first))
    }

    /// The one kind of paper there is.
    static let paperBatch = "36060101"

    static func digits(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 10 - text.count)) + text
    }

    private static func key(_ appid: String, _ busNo: String) -> String { "\(appid)\n\(busNo)" }
    private static func roll(_ appid: String, _ place: String) -> String { "\(appid)\n\(place)" }
}
