import Foundation
import Testing

@testable import Counterparties

/// The order in which the insurance platform looks at a request (interface §9).
struct InsurerOrderTests {
    /// What a request may have wrong, in the order in which it is found out.
    enum Flaw: Int, CaseIterable, Sendable {
        case path, method, mediaType, application, timestamp, nonce, signature
        case envelope, institution, number, used, service, signIn, area, input, person, settlement
    }

    static let codes: [Flaw: String] = [
        .path: "404", .method: "405", .mediaType: "415", .application: "401", .timestamp: "401",
        .nonce: "401", .signature: "401", .envelope: "E01", .institution: "E01", .number: "E01",
        .used: "E02", .service: "E01", .signIn: "E03", .area: "E01", .input: "E01",
        .person: "E05", .settlement: "E08",
    ]
    /// Words that tell apart what has the same code.
    static let words: [Flaw: String] = [
        .application: "paasid", .timestamp: "timestamp", .nonce: "nonce",
        .signature: "signature", .envelope: "opter_name", .institution: "fixmedins_code",
        .number: "msgid应为", .service: "infno9999", .area: "insuplc_admdvs", .input: "mdtrt_id",
    ]

    /// A request with `flaw` and with all flaws that are found out after it.
    private func request(
        from flaw: Flaw, _ cashier: Cashier, _ settlement: String, signNo: String
    ) -> Request {
        func has(_ other: Flaw) -> Bool { other.rawValue >= flaw.rawValue }
        let psnNo = has(.person) ? "35009999999999999999" : Cashier.person
        var input = InsurerForms.cancel(settlement, of: psnNo)
        if has(.input) { input = InsurerForms.data(InsurerForms.row(settlement, of: psnNo)) }
        var envelope = cashier.envelope(has(.service) ? "9999" : "2208", input)
        if !has(.signIn) { envelope = envelope.with("sign_no", .string(signNo)) }
        if has(.area) { envelope = envelope.with("insuplc_admdvs", "") }
        if has(.used) { envelope = envelope.with("msgid", "H35010200001202611220830009999") }
        if has(.number) { envelope = envelope.with("msgid", "H3501020000120261122083000999x") }
        if has(.institution) { envelope = envelope.with("fixmedins_code", "H35010299999") }
        if has(.envelope) { envelope = envelope.with("opter_name", nil) }
        var changes: [String: String] = [:]
        if has(.signature) { changes["x-tif-signature"] = "0123" }
        if has(.timestamp) { changes["x-tif-timestamp"] = "1" }
        if has(.application) { changes["x-tif-paasid"] = "nobody" }
        if has(.mediaType) { changes["content-type"] = "text/plain" }
        let good = cashier.request(
            envelope.bytes, nonce: has(.nonce) ? "used" : UUID().uuidString, headers: changes)
        return Request(
            method: has(.method) ? "GET" : "POST",
            target: has(.path) ? "/ebus/app-benbu/fsi/api/nothing" : good.path,
            headers: good.headers, body: good.body)
    }

    @Test(arguments: Flaw.allCases)
    func `a request with this flaw and all later ones is refused for this one`(
        flaw: Flaw
    ) async throws {
        let cashier = try Cashier()
        let settlement = try await cashier.settlement(list: "1")
        let signIn = try await cashier.ask("9001", ["signIn": ["opter_no": "0001"]])
        let signNo = signIn.output["signinoutb"]?["sign_no"]?.text ?? ""
        try await cashier.control("POST", "switches", ["signInNeeded": true])
        let first = cashier.envelope("1101", InsurerForms.person("02", "350102197102020038"))
            .with("msgid", "H35010200001202611220830009999")
            .with("sign_no", .string(signNo))
        _ = await cashier.stage.answer(cashier.request(first.bytes, nonce: "used"))

        let reply = await cashier.stage.answer(
            request(from: flaw, cashier, settlement, signNo: signNo)
        ).reply
        let body = try? JSON(parsing: reply.body)
        let answer = Cashier.Answer(status: reply.status, json: body ?? .null)
        #expect(answer.code == Self.codes[flaw])
        let text = answer.text + (body?["message"]?.text ?? "")
        if let word = Self.words[flaw] { #expect(text.contains(word), "\(text)") }
        #expect(cashier.entry(settlement)?["isValid"] == true)
    }

    @Test func `a request without any flaw is done`() async throws {
        let cashier = try Cashier()
        let settlement = try await cashier.settlement(list: "0")
        #expect(try await cashier.ask("2208", InsurerForms.cancel(settlement)).code == "0")
    }
}
