import Foundation
import Testing

@testable import Counterparties

/// The routes behind the counter.
struct ControlTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    @Test func `callers from elsewhere are refused`() async throws {
        let far = Request(method: "GET", target: "/control/bosi/ledger", isLocal: false)
        #expect(await teller.stage.answer(far).reply.status == 403)
        #expect(try await teller.control("GET", "ledger").status == 200)
    }

    static let wrongRules: [JSON] = [
        "hang", [:], ["fault": "unheard-of"], ["fault": "hang", "time": 1],
        ["fault": "hang", "times": 0], ["fault": ["status": 200]], ["fault": ["status": "x"]],
        ["fault": "delayAfterCommit"], ["fault": ["delayAfterCommit": -1]],
        ["fault": ["refuse": ["code": "E1"]]], ["fault": ["slow": 0]],
    ]

    @Test(arguments: wrongRules)
    func `a rule that makes no sense is refused`(rule: JSON) async throws {
        #expect(try await teller.control("POST", "faults", rule).status == 400)
        #expect(teller.stage.faults.rules(of: "bosi").isEmpty)
    }

    @Test func `a rule meets what it concerns, so many times, and can be cleared`() async throws {
        let rule: JSON = [
            "on": "writeOffEBill", "times": 2,
            "fault": ["refuse": ["code": "E9999", "text": "系统异常"]],
        ]
        try await teller.control("POST", "faults", rule)
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(bill.code == "S0000")
        for code in ["E9999", "E9999", "S0000"] {
            #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == code)
        }
        try await teller.control("POST", "faults", ["fault": ["status": 500]])
        #expect(teller.stage.faults.rules(of: "bosi").map(\.met) == [2, 0])
        try await teller.control("DELETE", "faults")
        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "E0008")
    }

    @Test func `a switch nobody has is refused, and nothing is turned`() async throws {
        let before = teller.bosi.switches()
        let reply = try await teller.control(
            "POST", "switches", ["acceptsTextPlain": true, "unheardOf": true])
        #expect(reply.status == 400)
        #expect(teller.bosi.switches() == before)
    }

    @Test func `the ledger counts what was received, refused and done`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.control("POST", "faults", ["times": 1, "fault": "drop"])
        _ = await teller.stage.answer(
            Teller.request("writeOffEBill", Teller.envelope(Forms.reversal(bill))))
        #expect(teller.tally("REG-1-1", "invEBillRegistration") == [2, 1])
        #expect(teller.tally("REG-1-1", "writeOffEBill") == [1, 0])
        try await teller.ask("writeOffEBill", Forms.reversal(bill))
        #expect(teller.tally("REG-1-1", "writeOffEBill") == [2, 1])
        let accepted = teller.ledger["accepted"]?.elements?.map { $0["service"] }
        #expect(accepted == ["invEBillRegistration", "writeOffEBill"])
    }

    @Test func `a request delivered twice is received once and done once`() async throws {
        try await teller.control("POST", "faults", ["times": 1, "fault": "deliverTwice"])
        let answer = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(answer.code == "E0003")
        #expect(teller.tally("REG-1-1", "invEBillRegistration") == [1, 1])
    }

    @Test func `an error after a reversal leaves the bill reversed`() async throws {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.control(
            "POST", "faults", ["on": "writeOffEBill", "times": 1, "fault": "errorAfterReversal"])
        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "E9999")
        #expect(teller.ledger["bills"]?.elements?.map { $0["isValid"] } == [false, false])
        #expect(teller.tally("REG-1-1", "writeOffEBill") == [1, 1])
        #expect(try await teller.ask("writeOffEBill", Forms.reversal(bill)).code == "E0008")
    }

    @Test func `an answer's signature is wrong when asked for, though the bill is issued`()
        async throws
    {
        try await teller.control("POST", "faults", ["times": 1, "fault": "badSignature"])
        let answer = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(!answer.isSigned && answer.code == "S0000")
        #expect(teller.tally("REG-1-1", "invEBillRegistration") == [1, 1])
    }

    @Test func `an answer of another request is signed and names another number`() async throws {
        try await teller.control("POST", "faults", ["times": 2, "fault": "wrongEcho"])
        let invented = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(invented.isSigned && invented["busNo"] == "OTHER-0001")
        let earlier = try await teller.ask(
            "invEBillRegistration", Forms.visit("06", busNo: "REG-2-1"))
        #expect(earlier.isSigned && earlier["busNo"] == "REG-1-1")
        #expect(teller.tally("REG-2-1", "invEBillRegistration") == [1, 1])
    }

    @Test func `a fault can be told to do what was asked all the same`() async throws {
        try await teller.control(
            "POST", "faults", ["times": 1, "fault": ["status": 503], "committed": true])
        let request = Teller.request(
            "invEBillRegistration", Teller.envelope(Forms.registration))
        #expect(await teller.stage.answer(request).reply.status == 503)
        #expect(teller.tally("REG-1-1", "invEBillRegistration") == [1, 1])
    }

    @Test func `faults add up`() async throws {
        try await teller.control(
            "POST", "faults", ["times": 1, "fault": ["notFoundFor": 30]])
        try await teller.control("POST", "faults", ["times": 1, "fault": "dropAfterCommit"])
        let request = Teller.request(
            "invEBillRegistration", Teller.envelope(Forms.registration))
        #expect(await teller.stage.answer(request).carriage == .drop)
        let query: JSON = ["busNo": "REG-1-1", "busDateTime": "20261122083000123"]
        #expect(try await teller.ask("getEBillByBusNo", query).code == "E0007")
        teller.clock.advance(by: 31)
        #expect(try await teller.ask("getEBillByBusNo", query).code == "S0000")
    }
}
