import Foundation
import Testing

@testable import Counterparties

/// What goes wrong with the insurance platform when it is told to (interface §9).
struct InsurerFaultTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    private func fault(_ fault: JSON, on infno: String = "4102") async throws {
        let rule: JSON = ["on": .string(infno), "times": 1, "fault": fault]
        #expect(try await cashier.control("POST", "faults", rule).status == 201)
    }

    static let lost: [(JSON, Carriage, String)] = [
        ("hang", .hang, "1"), ("drop", .drop, "1"), ("dropAfterCommit", .drop, "0"),
        ("half", .half, "0"),
    ]

    @Test(arguments: lost)
    func `a change whose answer is lost is done or not, as 4103 tells`(
        fault: JSON, carriage: Carriage, state: String
    ) async throws {
        let settlement = try await cashier.settlement(list: "1")
        try await self.fault(fault)
        let envelope = cashier.envelope("4102", InsurerForms.state(settlement, "0"))
        let parcel = await cashier.stage.answer(cashier.request(envelope.bytes))
        #expect(parcel.carriage == carriage)
        #expect(try await cashier.seen(settlement) == state)
        let msgid = envelope["msgid"]?.text
        let row = cashier.platform.ledger(of: msgid)["messages"]?.elements?.first
        #expect(row?["accepted"]?.whole == (state == "0" ? 1 : 0))
    }

    @Test func `faults meet a service by its number, however it is called`() async throws {
        try await fault(["status": 502], on: "1101")
        let question = cashier.envelope("1101", InsurerForms.person("02", "x"))
        let path = "/fsi/api/fsiPsnInfoService/queryPsnInfo"
        let request = cashier.request(question.bytes, path: path)
        #expect(await cashier.stage.answer(request).reply.status == 502)
        try await fault(["status": 502], on: "1101")
        #expect(await cashier.stage.answer(cashier.request(question.bytes)).reply.status == 502)
        #expect(await cashier.stage.answer(request).reply.status == 200)
    }

    @Test func `a refusal is told in its own words and does nothing`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        try await fault(["refuse": ["code": "E99", "text": "月末结账，暂停修改"]])
        let answer = try await cashier.turn(settlement, to: "0")
        #expect(answer.infcode == -1 && answer.text == "[E99]月末结账，暂停修改")
        try await fault(["refuse": ["code": "7", "text": "提示"]])
        #expect(try await cashier.turn(settlement, to: "0").infcode == 7)
        #expect(try await cashier.seen(settlement) == "1")
    }

    @Test func `an answer of another request is another's, or a stranger's`() async throws {
        try await cashier.control(
            "POST", "faults", ["on": "1101", "times": 2, "fault": "wrongEcho"])
        let first = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102197102020038"))
        #expect(first.code == "0" && first.output["baseinfo"]?["psn_name"] == "旁人")
        let second = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102197203030040"))
        #expect(second.output["baseinfo"]?["psn_no"] == .string(Cashier.person))
    }

    @Test func `a sealed answer is no JSON object to who agreed on none`() async throws {
        try await fault("badSignature", on: "1101")
        let answer = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102197102020038"))
        #expect(answer.json["signtype"] == "SM2" && answer.output.members == nil)
        let opened = Data(base64Encoded: answer.output.text ?? "") ?? Data()
        #expect(try JSON(parsing: opened)["baseinfo"] != nil)
    }

    @Test func `an error can be told of what was done`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        try await fault("errorAfterReversal")
        #expect(try await cashier.turn(settlement, to: "0").code == "E99")
        #expect(try await cashier.seen(settlement) == "0")
        #expect(cashier.ledger["accepted"]?.elements?.first?["stas_type"] == "0")
    }

    @Test func `what was done can stay unseen by queries for a while`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        try await fault(["notFoundFor": 30])
        #expect(try await cashier.turn(settlement, to: "0").code == "0")
        #expect(try await cashier.seen(settlement) == "1")
        cashier.clock.advance(by: 30)
        #expect(try await cashier.seen(settlement) == "0")
    }

    @Test func `a request delivered twice is done once`() async throws {
        let settlement = try await cashier.settlement(list: "1")
        try await fault("deliverTwice")
        #expect(try await cashier.turn(settlement, to: "0").code == "401")
        let history = cashier.entry(settlement)?["lists"]?.elements?.last?["history"]
        #expect(history?.elements?.map { $0["stas_type"] } == ["0", "1", "0"])
    }
}
