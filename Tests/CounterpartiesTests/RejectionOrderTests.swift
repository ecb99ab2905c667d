import Foundation
import Testing

@testable import Counterparties

/// The order in which the platform looks at a request (interface §12).
struct RejectionOrderTests {
    /// What a request may have wrong, in the order in which it is found out.
    enum Flaw: Int, CaseIterable, Sendable {
        case method, service, mediaType, shape, version, appid, sign, content, noise, field, place
        case sum, state
    }

    /// The code for each flaw; an HTTP status where the platform is not reached.
    static let codes: [Flaw: String] = [
        .method: "405", .service: "404", .mediaType: "415", .shape: "E0004", .version: "E0004",
        .appid: "E0002", .sign: "E0001", .content: "E0004", .noise: "E0003", .field: "E0004",
        .place: "E0011", .sum: "E0006", .state: "E0005",
    ]

    /// A request with `flaw` and with all flaws that are found out after it.
    private func request(from flaw: Flaw) -> Request {
        func has(_ other: Flaw) -> Bool { other.rawValue >= flaw.rawValue }
        var form = Forms.registration
        if !has(.state) { form = form.with("busNo", "REG-2-1") }
        if has(.sum) { form = form.with("totalAmt", .number("99.99")) }
        if has(.place) { form = form.with("placeCode", "NOWHERE") }
        if has(.field) { form = form.with("payer", nil) }
        var data = Data(form.bytes).base64EncodedString()
        if has(.content) { data = "不是Base64" }
        var envelope = Teller.envelope(
            data: data, as: Teller.benbu, noise: has(.noise) ? "used" : UUID().uuidString)
        if has(.sign) { envelope = envelope.with("sign", "0123") }
        if has(.appid) { envelope = envelope.with("appid", "NOBODY") }
        if has(.version) { envelope = envelope.with("version", "2.0") }
        if has(.shape) { envelope = envelope.with("extra", "1") }
        return Request(
            method: has(.method) ? "GET" : "POST",
            target: Bosi.servicePath + (has(.service) ? "nothing" : "invEBillRegistration"),
            headers: ["content-type": has(.mediaType) ? "text/plain" : "application/json"],
            body: envelope.bytes)
    }

    @Test(arguments: Flaw.allCases)
    func `a request with this flaw and all later ones is refused for this one`(
        flaw: Flaw
    ) async throws {
        let teller = try Teller()
        let first = try await teller.ask(
            "invEBillRegistration", Forms.registration, noise: "used")
        #expect(first.code == "S0000")
        let reply = await teller.stage.answer(request(from: flaw)).reply
        let code = reply.status == 200 ? try Teller.open(reply.body).code : "\(reply.status)"
        #expect(code == Self.codes[flaw])
        #expect(teller.ledger["bills"]?.elements?.count == 1)
    }

    @Test func `a request without any flaw is done`() async throws {
        let teller = try Teller()
        let answer = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(answer.code == "S0000" && answer.isSigned)
    }

    @Test(arguments: ["appid", "data", "noise", "version", "sign"])
    func `an envelope needs each member, as text that is not empty`(name: String) async throws {
        let teller = try Teller()
        for value in [nil, "", .null, 1] as [JSON?] {
            let body = Teller.envelope(Forms.registration).with(name, value)
            #expect(try await teller.post("invEBillRegistration", body).code == "E0004")
        }
    }

    @Test func `a noise may be used again after a day, and by another campus at once`() async throws
    {
        let teller = try Teller()
        let (query, noise) = (JSON(dictionaryLiteral: ("placeCode", "W01")), "same")
        let service = "getValidBillBatchCode"
        #expect(try await teller.ask(service, query, noise: noise).code == "S0000")
        teller.clock.advance(by: 86399)
        #expect(try await teller.ask(service, query, noise: noise).code == "E0003")
        let theirs = query.with("placeCode", "J01")
        let other = try await teller.ask(service, theirs, as: Teller.jinshan, noise: noise)
        #expect(other.code == "S0000")
        teller.clock.advance(by: 1)
        #expect(try await teller.ask(service, query, noise: noise).code == "S0000")
    }

    @Test func `a key of another campus does not fit`() async throws {
        let teller = try Teller()
        let mixed = Campus(
            name: "", appid: Teller.benbu.appid, key: Teller.jinshan.key, placeCodes: [],
            ordinal: 9)
        let answer = try await teller.ask("invEBillRegistration", Forms.registration, as: mixed)
        #expect(answer.code == "E0001")
    }

    @Test func `a lower-case signature does not fit`() async throws {
        let teller = try Teller()
        let body = Teller.envelope(Forms.registration)
        let sign = body["sign"]?.text?.lowercased() ?? ""
        let answer = try await teller.post(
            "invEBillRegistration", body.with("sign", .string(sign)))
        #expect(answer.code == "E0001")
    }
}
