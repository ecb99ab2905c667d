import Foundation

/// One request whose envelope was in order, as the clerk has it on the desk.
struct Case: Sendable {
    let service: String
    let campus: Campus
    let content: JSON
    let now: Date
    /// Fresh 校验码, one for a bill and one for a voucher.
    let randoms: (bill: String, voucher: String)
    /// Seconds for which queries do not find what is issued now.
    let hiddenFor: Double?
    let switches: Switches
    /// How the caller reached the platform; picture addresses begin with it.
    let origin: String

    /// The text called `name`; "" where there is none.
    func text(_ name: String) -> String { content[name]?.text ?? "" }

    /// The amount called `name` in fen; 0 where there is none.
    func fen(_ name: String) -> Int { Self.fen(content[name]) }

    /// The rows called `name`.
    func rows(_ name: String) -> [JSON] { content[name]?.elements ?? [] }

    /// The whole number called `name`, written as number or text.
    func count(_ name: String) -> Int {
        content[name].flatMap { Amount.scaled($0, total: 9, decimals: 0) } ?? 0
    }

    static func fen(_ value: JSON?) -> Int {
        value.flatMap { Amount.scaled($0, total: 14, decimals: 2) } ?? 0
    }

    /// The bill the content names.
    var billNumber: SheetNumber {
        SheetNumber(batch: text("billBatchCode"), number: text("billNo"))
    }

    /// The paper the content names.
    var paperNumber: SheetNumber {
        SheetNumber(batch: text("pBillBatchCode"), number: text("pBillNo"))
    }

    /// The bill the content names, if it is this campus's own.
    func bill(in books: Books) throws(Refusal) -> Bill {
        guard let bill = books.bills[billNumber], bill.appid == campus.appid else {
            throw .notFound
        }
        return bill
    }

    /// The bill the content names, if queries find it.
    func visibleBill(in books: Books) throws(Refusal) -> Bill {
        let bill = try bill(in: books)
        guard isVisible(bill) else { throw .notFound }
        return bill
    }

    /// Whether queries of this campus find `bill` by now.
    func isVisible(_ bill: Bill) -> Bool {
        bill.appid == campus.appid && bill.hiddenUntil.map { $0 <= now } ?? true
    }
}

/// What the clerk answers, and what is to be written into the books for it.
struct Ruling: Sendable {
    let message: String
    let changes: [Books.Change]

    init(_ message: JSON, _ changes: [Books.Change] = []) {
        self.message = message.serialised
        self.changes = changes
    }

    private init(word: String, _ changes: [Books.Change]) {
        message = word
        self.changes = changes
    }

    /// The plain word some services answer with.
    static func done(_ changes: [Books.Change]) -> Ruling { Ruling(word: "成功", changes) }
}
