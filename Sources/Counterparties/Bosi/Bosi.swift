import Foundation
import Synchronization

/// The electronic bill platform of 博思 (Bosssoft), as strict as its interface.
final class Bosi: Counterparty {
    let name = "bosi"
    let campuses: [Campus]
    let office: Mutex<Office>

    /// Opens the platform for `campuses`, with its memory in `journal`, or none.
    init(
        campuses: [Campus], journal: URL?,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws {
        self.campuses = campuses
        office = Mutex(try Office(journal: journal, generator: generator))
    }

    static let servicePath = "/medical-web/api/medical/"

    func owns(_ path: String) -> Bool {
        path.hasPrefix("/medical-web/") || path == PrintComponent.path
    }

    func operation(of request: Request) -> String {
        if request.path == PrintComponent.path { return PrintComponent.operation(of: request) }
        return request.steps.last ?? ""
    }

    func receive(_ request: Request, at now: Date) throws -> Int {
        try office.withLock { office in
            let receipt = receipt(
                for: request, number: office.books.receipts.count + 1, at: now, office.books)
            try office.enter([.receipt(receipt)])
            return receipt.number
        }
    }

    func act(
        on request: Request, receipt: Int, conduct: Conduct, at now: Date
    ) throws -> Reply {
        if request.path == PrintComponent.path {
            return try PrintComponent(platform: self).answer(request, receipt: receipt, at: now)
        }
        guard request.path.hasPrefix(Self.servicePath) else {
            return try show(request)
        }
        guard request.method == "POST" else { return .text("POST only", status: 405) }
        let service = String(request.path.dropFirst(Self.servicePath.count))
        guard PlatformService.catalogue[service] != nil else {
            return .text("no service \(service)", status: 404)
        }
        return try office.withLock { office in
            let plain = request.mediaType == "text/plain" && office.books.switches.acceptsTextPlain
            guard request.mediaType == "application/json" || plain else {
                return .text("application/json only", status: 415)
            }
            let counter = Counter(
                campuses: campuses, service: service, receipt: receipt, conduct: conduct, now: now,
                origin: request.origin)
            return try counter.answer(request.body, &office)
        }
    }

    private func show(_ request: Request) throws -> Reply {
        guard ["bill", "net/bill"].contains(request.steps.dropFirst().joined(separator: "/"))
        else { return .text("no page \(request.path)", status: 404) }
        guard request.method == "GET" else { return .text("GET only", status: 405) }
        let pages = BillPages(request: request)
        return try pages.show(office.withLock { $0.books.bills[pages.number] })
    }

    /// What can be made of a request before it is looked at in earnest.
    private func receipt(
        for request: Request, number: Int, at now: Date, _ books: Books
    ) -> Receipt {
        let body =
            request.path == PrintComponent.path
            ? PrintComponent.envelope(in: request) : try? JSON(parsing: request.body)
        let envelope = body.flatMap { Envelope($0) }
        let content = envelope?.content
        let service = operation(of: request)
        let fields = PlatformService.catalogue[service]?.fields(books.switches.edition)
        return Receipt(
            number: number, at: now, service: service,
            campus: campuses.first { $0.appid == envelope?.appid }?.name ?? "",
            busNo: content.map { Subject(of: $0, in: books).busNo } ?? "",
            content: content?.serialised ?? "", noise: envelope?.noise ?? "",
            unknown: content.map { Field.unknown(in: $0, to: fields ?? []) } ?? [])
    }

    func entry(origin: String, printer: String?) -> JSON {
        let rooms = campuses.map { JSON.Member(name: $0.name, value: $0.json) }
        let entry: JSON = [
            "baseURL": .string(origin), "control": "\(origin)/control/\(name)",
            "campuses": .object(rooms),
        ]
        return printer.map { entry.adding(["print": "\($0)\(PrintComponent.path)"]) } ?? entry
    }

    func variables(origin: String) -> [(name: String, value: String)] {
        [("EINVOICE_URL", origin)] + campuses.flatMap(\.variables)
    }

    func switches() -> JSON { office.withLock { $0.books.switches }.json }

    func turn(_ changes: JSON) throws {
        try office.withLock { office in
            let turned = try office.books.switches.turned(by: changes)
            try office.enter([.switches(turned)])
        }
    }

    func reset() throws {
        try office.withLock { try $0.empty() }
    }

    func ledger(of number: String?) -> JSON {
        office.withLock { Ledger(books: $0.books, campuses: campuses).json(of: number) }
    }

    func requests(last count: Int) -> JSON {
        office.withLock { Ledger(books: $0.books, campuses: campuses).requests(last: count) }
    }
}
