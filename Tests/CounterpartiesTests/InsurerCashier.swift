import Foundation
import Logging
import Synchronization

@testable import Counterparties

/// Someone of a campus who talks to an insurance platform of the test's own.
final class Cashier: Sendable {
    static let benbu = FundInstitution(
        campus: "benbu", code: "H35010200001", paasid: "app-benbu", token: "tokenOfBenbu",
        area: "350100")
    static let jinshan = FundInstitution(
        campus: "jinshan", code: "H35010200002", paasid: "app-jinshan", token: "tokenOfJinshan",
        area: "350100")
    /// A person of the demonstration, insured in `area`, and another one.
    static let person = "35000000000000000001"
    static let other = "35000000000000000002"
    static let area = "350102"

    let platform: InsurancePlatform
    let stage: Stage
    /// Where the platform's clock stands; 2026-11-22 08:30 in Shanghai at first.
    let clock: Teller.Clock
    private let sequence = Mutex(0)

    init(journal: URL? = nil) throws {
        let clock = Teller.Clock()
        self.clock = clock
        platform = try InsurancePlatform(
            institutions: [Self.benbu, Self.jinshan], journal: journal)
        stage = Stage(counterparties: [platform], logger: Logger(label: "test")) { clock.now }
    }

    /// An answer, opened.
    struct Answer: Equatable {
        let status: Int
        let json: JSON

        var infcode: JSON? { json["infcode"] }
        var text: String { json["err_msg"]?.text ?? "" }
        var output: JSON { json["output"] ?? .null }
        /// `0` where it was done, else the code in brackets, or the gateway's status.
        var code: String {
            if status != 200 { return String(status) }
            if infcode == 0 || infcode == "0" { return "0" }
            return String(text.dropFirst().prefix { $0 != "]" })
        }
    }

    /// Signs, sends and opens.
    @discardableResult
    func ask(
        _ infno: String, _ input: JSON, as campus: FundInstitution = benbu,
        area: String = area, with changes: [String: JSON] = [:]
    ) async throws -> Answer {
        var envelope = envelope(infno, input, as: campus, area: area)
        for (name, value) in changes { envelope = envelope.with(name, value) }
        return try await post(envelope, as: campus)
    }

    func post(_ envelope: JSON, as campus: FundInstitution = benbu) async throws -> Answer {
        let parcel = await stage.answer(request(envelope.bytes, as: campus))
        return Answer(
            status: parcel.reply.status, json: try JSON(parsing: parcel.reply.body))
    }

    func envelope(
        _ infno: String, _ input: JSON, as campus: FundInstitution = benbu, area: String = area
    ) -> JSON {
        [
            "infno": .string(infno), "msgid": .string(nextMessage(of: campus)),
            "mdtrtarea_admvs": .string(campus.area), "insuplc_admdvs": .string(area),
            "recer_sys_code": "HISX", "infver": "V1.0", "opter_type": "1", "opter": "0001",
            "opter_name": "收费员", "inf_time": .string(BusinessTime.dashed(clock.now)),
            "fixmedins_code": .string(campus.code), "fixmedins_name": "测试医院", "sign_no": "",
            "input": input,
        ]
    }

    /// Institution, time, and a number that is new each time.
    func nextMessage(of campus: FundInstitution = benbu) -> String {
        let number = sequence.withLock { sequence in
            sequence += 1
            return sequence
        }
        return campus.code + BusinessTime.text(clock.now).prefix(14)
            + FundBooks.digits(number % 10_000, 4)
    }

    func request(
        _ body: [UInt8], as campus: FundInstitution = benbu,
        path: String = FundService.commonEntry, nonce: String = UUID().uuidString,
        headers changes: [String: String] = [:]
    ) -> Request {
        let timestamp = String(Int(clock.now.timeIntervalSince1970))
        var headers = [
            "content-type": "application/json; charset=utf-8", "x-tif-paasid": campus.paasid,
            "x-tif-timestamp": timestamp, "x-tif-nonce": nonce,
            "x-tif-signature": Gateway.signature(
                timestamp: timestamp, token: campus.token, nonce: nonce),
        ]
        headers.merge(changes) { $1 }
        return Request(
            method: "POST", target: "\(Gateway.prefix(of: campus.paasid))\(path)",
            headers: headers, body: body)
    }

    @discardableResult
    func control(_ method: String, _ route: String, _ body: JSON? = nil) async throws -> Reply {
        await stage.answer(
            Request(
                method: method, target: "/control/insurer/\(route)", body: body?.bytes ?? [])
        ).reply
    }

    var ledger: JSON { platform.ledger(of: nil) }
}

extension Cashier {
    /// Puts a settlement of `person` into the books, and gives its number.
    func settlement(
        list: String? = nil, kind: String = "outpatient", campus: String = "benbu",
        of person: String = person
    ) async throws -> String {
        var entry: JSON = [
            "psn_no": .string(person), "mdtrt_id": "M1", "kind": .string(kind),
            "campus": .string(campus),
        ]
        if let list { entry = entry.with("list", .string(list)) }
        let reply = try await control("POST", "settlements", entry)
        return try JSON(parsing: reply.body)["setl_id"]?.text ?? ""
    }

    /// 4102.
    @discardableResult
    func turn(_ settlement: String, to state: String) async throws -> Answer {
        try await ask("4102", InsurerForms.state(settlement, state))
    }

    /// What 4103 tells of the list; nil where it finds none.
    func seen(_ settlement: String) async throws -> String? {
        let answer = try await ask("4103", InsurerForms.data(InsurerForms.row(settlement)))
        return answer.output["setlinfo"]?["stas_type"]?.text
    }

    /// What the ledger has of a settlement.
    func entry(_ settlement: String) -> JSON? {
        ledger["settlements"]?.elements?.first { $0["setl_id"]?.text == settlement }
    }
}

/// Inputs that the platform accepts, to be spoiled one member at a time.
enum InsurerForms {
    static func data(_ members: JSON) -> JSON { ["data": members] }

    static func row(_ settlement: String, of person: String = Cashier.person) -> JSON {
        ["psn_no": .string(person), "setl_id": .string(settlement)]
    }

    static func state(
        _ settlement: String, _ state: String, of person: String = Cashier.person
    ) -> JSON {
        data(["stastinfo": [row(settlement, of: person).adding(["stas_type": .string(state)])]])
    }

    static func cancel(_ settlement: String, of person: String = Cashier.person) -> JSON {
        data(row(settlement, of: person).adding(["mdtrt_id": "M1"]))
    }

    static func person(_ kind: String, _ number: String, cardSN: String = "") -> JSON {
        data([
            "mdtrt_cert_type": .string(kind), "mdtrt_cert_no": .string(number),
            "card_sn": .string(cardSN), "begntime": "", "psn_cert_type": "", "certno": "",
            "psn_name": "",
        ])
    }

    /// A list as 4101A has it, or 4101.
    static func upload(_ settlement: String, _ infno: String = "4101A") -> JSON {
        let head = row(settlement).adding([
            "mdtrt_id": "M1", "stas_type": "0", "bill_code": "35060125", "bill_no": "0000000001",
        ])
        let both: JSON = [
            "setlinfo": head, "opspdiseinfo": [], "oprninfo": [], "icuinfo": [],
            "diseinfo": [["diag_type": "1", "diag_code": "J18.900", "diag_name": "肺炎"]],
        ]
        return both.adding(
            infno == "4101A" ? ["bldinfo": []] : ["payinfo": [], "iteminfo": []])
    }
}
