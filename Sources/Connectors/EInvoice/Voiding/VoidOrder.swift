import Foundation
import Hospital
import Hub
import Storage

/// Why, by whom and where a bill is made void; what its errand carries.
struct VoidOrder: Hashable, Sendable {
    /// What the one who takes the money back says.
    struct Because: Hashable, Sendable {
        let reason: String
        let `operator`: String
        let source: Counter.Source?
        let point: String?

        init(_ reason: String?, by name: String, at source: Counter.Source?, _ point: String?) {
            self.reason = reason ?? "退费"
            self.operator = name
            self.source = source
            self.point = point
        }

        init(_ reason: String?, by counter: Counter) {
            self.init(reason, by: counter.official, at: counter.source, counter.point)
        }
    }

    let bill: String
    let reason: String
    let `operator`: String
    let place: String?
    let at: Date

    var payload: JSON {
        [
            "bill": .string(bill), "reason": .string(reason), "operator": .string(`operator`),
            "place": place.map { .string($0) } ?? .null,
            "at": .integer(Int64((at.timeIntervalSince1970 * 1000).rounded())),
        ]
    }

    init(
        bill: String, reason: String, operator: String, place: String?, at: Date
    ) {
        self.bill = bill
        self.reason = reason
        self.operator = `operator`
        self.place = place
        self.at = at
    }

    init(_ payload: JSON) throws {
        guard let bill = payload.text("bill"), let millis = payload.whole("at") else {
            throw UnreadablePayload()
        }
        self.init(
            bill: bill, reason: payload.text("reason") ?? "退费",
            operator: payload.text("operator") ?? "-", place: payload.text("place"),
            at: Date(timeIntervalSince1970: Double(millis) / 1000))
    }
}

extension Orders {
    func reversed(
        _ kind: Bill.Kind, _ reversal: Reversal, in transaction: any Transaction
    ) throws -> [Errand] {
        var errands = try reversed(
            kind, reversal.settlement, patient: reversal.patient,
            VoidOrder.Because(reversal.reason, by: reversal.counter), in: transaction)
        if let remaining = reversal.remaining {
            errands += try rest(kind, remaining, of: reversal.settlement, in: transaction)
        }
        return errands
    }

    /// The sheet counts no longer: its bill becomes void, or is never issued.
    func reversed(
        _ kind: Bill.Kind, _ number: String, patient: String, _ because: VoidOrder.Because,
        in transaction: any Transaction
    ) throws -> [Errand] {
        let known = try Sheets.settlement(number, in: transaction)
        let kind = known?.kind ?? kind
        try Sheets.reverse(
            kind, number, campus: campus, patient: patient, at: at, in: transaction)
        var errands: [Errand] = []
        for bill in try Bills.of(kind, number, in: transaction) {
            if bill.state == .issueFailed {
                try Bills.withdraw(bill.busNo, at: at, in: transaction)
            } else if bill.state.isOpen {
                errands.append(try void(bill, because, in: transaction))
            }
        }
        return errands
    }

    /// Asks for one bill to become void.
    func void(
        _ bill: Bill, _ because: VoidOrder.Because, in transaction: any Transaction
    ) throws -> Errand {
        try Bills.move(bill.busNo, .voidAsked, in: transaction)
        try bill.note(.undoing, at: at, in: transaction)
        let order = VoidOrder(
            bill: bill.busNo, reason: because.reason, operator: because.operator,
            place: bureau.settings.campuses[bill.campus]?
                .place(of: because.source, point: because.point),
            at: at)
        return Errand(
            connector: EInvoiceConnector.name, operation: ErrandKind.void.rawValue,
            lane: bill.lane, key: bill.family, number: "void-\(bill.busNo)",
            payload: order.payload)
    }

    /// What a partial refund left is billed under a new number, once the old bill is void.
    private func rest(
        _ kind: Bill.Kind, _ remaining: Hospital.Settlement, of replaced: String,
        in transaction: any Transaction
    ) throws -> [Errand] {
        let before = try Sheets.settlement(replaced, in: transaction)
        let content: Sheet.Content
        if case .discharge(_, let stay) = before?.sheet?.content {
            content = .discharge(remaining, of: stay)
        } else {
            content = .charges(remaining)
        }
        let sheet = Sheet(
            before?.kind ?? kind, remaining.id, campus: campus, at: at, content: content)
        try Sheets.insert(sheet, family: before?.family ?? replaced, in: transaction)
        return try issue(sheet.kind, sheet.number, in: transaction).map { [$0] } ?? []
    }
}
