import Foundation
import Synchronization

/// A region's health insurance platform, as strict as its interface.
final class InsurancePlatform: Counterparty {
    let name = "insurer"
    let institutions: [FundInstitution]
    private let office: Mutex<FundOffice>

    /// Opens the platform for `institutions`, with its memory in `journal`, or none.
    init(institutions: [FundInstitution], journal: URL?) throws {
        self.institutions = institutions
        office = Mutex(try FundOffice(journal: journal))
    }

    func owns(_ path: String) -> Bool {
        path.hasPrefix("/ebus/") || path.hasPrefix("/fsi/")
    }

    func operation(of request: Request) -> String {
        if let infno = Self.pathInfno(of: request) { return infno }
        return (try? JSON(parsing: request.body))?["infno"]?.text ?? ""
    }

    private static func pathInfno(of request: Request) -> String? {
        Gateway.opened(request.path).flatMap { FundService.infno(at: $0.path) }
    }

    func receive(_ request: Request, at now: Date) throws -> Int {
        try office.withLock { office in
            let call = call(of: request, number: office.books.calls.count + 1, at: now)
            try office.enter([.call(call)])
            return call.number
        }
    }

    func act(
        on request: Request, receipt: Int, conduct: Conduct, at now: Date
    ) throws -> Reply {
        try office.withLock { office in
            let (reply, changes) = judged(request, receipt, conduct, &office, at: now)
            try office.enter(changes)
            return reply
        }
    }

    private func judged(
        _ request: Request, _ call: Int, _ conduct: Conduct, _ office: inout FundOffice,
        at now: Date
    ) -> (Reply, [FundBooks.Change]) {
        func refused(_ status: Int, _ text: String) -> (Reply, [FundBooks.Change]) {
            let letter: JSON = ["code": JSON(status), "message": .string(text)]
            return (
                .json(letter, status: status),
                [.outcome(call: call, code: String(status), at: now)]
            )
        }
        let path = Gateway.opened(request.path)?.path
        let infno = Self.pathInfno(of: request)
        guard path == FundService.commonEntry || infno != nil else {
            return refused(404, "服务地址不存在")
        }
        guard request.method == "POST" else { return refused(405, "POST only") }
        guard request.mediaType == "application/json" else {
            return refused(415, "application/json only")
        }
        do throws(Gateway.Closed) {
            let (institution, nonce) = try Gateway.check(
                request, institutions, office.books, at: now)
            let clerk = FundClerk(
                institution: institution, pathInfno: infno, call: call, conduct: conduct, now: now)
            let (letter, changes) = clerk.answer(request.body, &office)
            return (.json(letter), [.nonce(nonce, now)] + changes)
        } catch {
            return refused(401, error.text)
        }
    }

    /// What can be made of a request before it is looked at in earnest.
    private func call(of request: Request, number: Int, at now: Date) -> FundCall {
        let body = try? JSON(parsing: request.body)
        let input = body?["input"] ?? .null
        func text(_ name: String) -> String { FundMessage.find(name, in: input) ?? "" }
        let paasid = request.headers["x-tif-paasid"] ?? ""
        let names = (body?.members ?? []).map(\.name)
        return FundCall(
            number: number, at: now, infno: operation(of: request),
            campus: institutions.first { $0.paasid == paasid }?.campus ?? "",
            msgid: body?["msgid"]?.text ?? "", psnNo: text("psn_no"), setlID: text("setl_id"),
            stasType: text("stas_type"), body: body?.serialised ?? "",
            unknown: names.filter { !InsuranceFields.envelopeNames.contains($0) })
    }

    func entry(origin: String, printer: String?) -> JSON {
        [
            "baseURL": .string(origin), "control": "\(origin)/control/\(name)",
            "commonEntry": .string(FundService.commonEntry),
            "campuses": .object(institutions.map { .init(name: $0.campus, value: $0.json) }),
        ]
    }

    func variables(origin: String) -> [(name: String, value: String)] {
        [("INSURER_URL", origin)] + institutions.flatMap(\.variables)
    }

    func switches() -> JSON { office.withLock { $0.books.switches }.json }

    func turn(_ changes: JSON) throws {
        try office.withLock { office in
            try office.enter([.switches(office.books.switches.turned(by: changes))])
        }
    }

    func reset() throws {
        try office.withLock { try $0.empty() }
    }

    func book(_ content: JSON, under subject: String, at now: Date) throws -> JSON? {
        guard let entry = FundEntry(rawValue: subject) else { return nil }
        return try office.withLock { office in
            let (shown, change) = try entry.made(
                of: content, institutions: institutions, office.books, at: now)
            try office.enter([change])
            return shown
        }
    }

    func ledger(of number: String?) -> JSON {
        office.withLock { FundLedger(books: $0.books).json(of: number) }
    }

    func requests(last count: Int) -> JSON {
        office.withLock { FundLedger(books: $0.books).requests(last: count) }
    }
}
