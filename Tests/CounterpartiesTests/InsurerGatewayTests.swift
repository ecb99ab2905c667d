import Foundation
import Testing

@testable import Counterparties

/// The gateway before the insurance platform (interface §1, §9).
struct InsurerGatewayTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    private var question: JSON {
        cashier.envelope("1101", InsurerForms.person("02", "350102197102020038"))
    }

    private func status(_ request: Request) async -> Int {
        await cashier.stage.answer(request).reply.status
    }

    @Test func `the signature is that of the vector`() {
        let signature = Gateway.signature(
            timestamp: "1735689600", token: "TOKEN123", nonce: "abc-1")
        #expect(
            signature == "0786be73de159ace42a8d32b5e8b0a24432090ae51f6f99ce224c8d4664ba17a")
    }

    @Test func `a clock may be off by 300 seconds, not more`() async {
        for (seconds, status) in [(-301, 401), (-300, 200), (300, 200), (301, 401)] {
            let time = String(Int(cashier.clock.now.timeIntervalSince1970) + seconds)
            let request = cashier.request(
                question.bytes, nonce: "n\(seconds)",
                headers: [
                    "x-tif-timestamp": time,
                    "x-tif-signature": Gateway.signature(
                        timestamp: time, token: Cashier.benbu.token, nonce: "n\(seconds)"),
                ])
            #expect(await self.status(request) == status, "\(seconds)")
        }
    }

    @Test func `a nonce comes in once, and those turned away do not use it up`() async {
        let bad = cashier.request(
            question.bytes, nonce: "same", headers: ["x-tif-signature": "0123"])
        #expect(await status(bad) == 401)
        for expected in [200, 401] {
            #expect(await status(cashier.request(question.bytes, nonce: "same")) == expected)
        }
        let other = cashier.request(
            cashier.envelope(
                "1101", InsurerForms.person("02", "350102197102020038"), as: Cashier.jinshan
            ).bytes, as: Cashier.jinshan, nonce: "same")
        #expect(await status(other) == 200)
    }

    static let wrongHeaders: [[String: String]] = [
        ["x-tif-paasid": "nobody"], ["x-tif-paasid": "app-jinshan"], ["x-tif-timestamp": ""],
        ["x-tif-timestamp": "now"], ["x-tif-nonce": ""], ["x-tif-signature": ""],
    ]

    @Test(arguments: wrongHeaders)
    func `a header that is wrong is turned away before the platform hears of it`(
        headers: [String: String]
    ) async {
        let message = question
        #expect(await status(cashier.request(message.bytes, headers: headers)) == 401)
        // Its message number is not used up.
        #expect(await status(cashier.request(message.bytes)) == 200)
        #expect(
            cashier.ledger["messages"]?.elements?.map { $0["accepted"] } == [1])
    }

    @Test func `an upper-case signature does not fit`() async {
        let good = cashier.request(question.bytes, nonce: "n")
        let upper = good.headers["x-tif-signature", default: ""].uppercased()
        let request = cashier.request(
            question.bytes, nonce: "n", headers: ["x-tif-signature": upper])
        #expect(await status(request) == 401)
    }

    @Test func `only known paths lead in, and each to its own service`() async throws {
        for (infno, service) in FundService.catalogue {
            guard let path = service.path else { continue }
            let request = cashier.request(question.bytes, path: "/fsi/api/\(path)")
            let answer = try JSON(
                parsing: await cashier.stage.answer(request).reply.body)
            #expect((answer["infcode"] == 0) == (infno == "1101"), "\(infno)")
        }
        #expect(await status(cashier.request(question.bytes, path: "/fsi/api/elsewhere")) == 404)
        let bare = Request(
            method: "POST", target: FundService.commonEntry,
            headers: cashier.request(question.bytes).headers, body: question.bytes)
        #expect(await status(bare) == 404)
    }

    @Test func `only JSON is taken, and only by POST`() async {
        let text = cashier.request(question.bytes, headers: ["content-type": "text/plain"])
        #expect(await status(text) == 415)
        let good = cashier.request(question.bytes)
        let get = Request(
            method: "GET", target: "/ebus/app-benbu\(FundService.commonEntry)",
            headers: good.headers, body: good.body)
        #expect(await status(get) == 405)
    }
}
