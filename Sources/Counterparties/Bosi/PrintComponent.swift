import Foundation
import Synchronization

/// The component on a workstation that prints bills: a web page's only way to the paper (§7).
struct PrintComponent {
    let platform: Bosi

    static let path = "/extend"

    /// The method a payload asks for.
    static func operation(of request: Request) -> String {
        payload(in: request)?["method"]?.text ?? ""
    }

    /// The signed envelope in a payload.
    static func envelope(in request: Request) -> JSON? { payload(in: request)?["params"] }

    /// The payload, which must be percent-encoded: a bare `+` is a space in a query.
    private static func payload(in request: Request) -> JSON? {
        guard
            let text = request.query["payload"].flatMap({ Data(base64Encoded: $0) })
        else { return nil }
        return try? JSON(parsing: text)
    }

    /// Prints the bill a payload names: counted, on no real paper.
    func answer(_ request: Request, receipt: Int, at now: Date) throws -> Reply {
        guard request.method == "GET" else { return .text("GET only", status: 405) }
        guard request.query["dllName"] == "NontaxIndustry",
            request.query["func"] == "CallNontaxIndustry"
        else { return .text("no such component", status: 404) }
        var result = Refusal(code: "S0000", text: "成功")
        try platform.office.withLock { office in
            let counter = Counter(
                campuses: platform.campuses, service: Self.operation(of: request),
                receipt: receipt, conduct: Conduct(), now: now, origin: request.origin)
            var changes: [Books.Change] = []
            do throws(Refusal) {
                changes += [.bill(try printed(request, counter, &office, &changes))]
            } catch {
                result = error
            }
            changes.append(.outcome(receipt: receipt, code: result.code, at: now))
            try office.enter(changes)
        }
        let answer: JSON = [
            "result": .string(result.code),
            "message": .string(Data(result.text.utf8).base64EncodedString()),
        ]
        var reply = Reply.json(["data": .string(Data(answer.bytes).base64EncodedString())])
        // Pages of any origin call it from the browser.
        reply.headers.append(.init(name: "Access-Control-Allow-Origin", value: "*"))
        return reply
    }

    private func printed(
        _ request: Request, _ counter: Counter, _ office: inout Office,
        _ changes: inout [Books.Change]
    ) throws(Refusal) -> Bill {
        let list: [Field] = [
            .must("total", .count), .must("pageNoBgn", .count), .must("pageNoEnd", .count),
        ]
        let more = ["printElectBill": [], "printElectBillList": list]
        guard let more = more[counter.service] else { throw .malformed("method不支持") }
        let (campus, envelope, content) = try counter.opened(Self.envelope(in: request))
        try counter.fresh(envelope.noise, of: campus, &office, &changes)
        try Counter.check(content, against: OtherFields.bearer + more)
        let asked = Case(
            service: counter.service, campus: campus, content: content, now: counter.now,
            randoms: ("", ""), hiddenFor: nil, switches: office.books.switches,
            origin: counter.origin)
        var bill = try Queries.bearer(asked, office.books)
        guard bill.reversedBy == nil else { throw .alreadyReversed }
        bill.prints += 1
        return bill
    }
}
