import Foundation
import Testing

@testable import Counterparties

/// The component on a workstation (interface §7).
struct PrintComponentTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    /// The worked example of a payload: method and signed envelope, in Base64.
    static let example =
        "eyJtZXRob2QiOiJwcmludEVsZWN0QmlsbCIsInBhcmFtcyI6eyJhcHBpZCI6IlRFU1RIT1NQMDAwMDAwMSIsImRh"
        + "dGEiOiJleUppYVd4c1FtRjBZMmhEYjJSbElqb2lNelV3TmpBeE1qVWlMQ0ppYVd4c1RtOGlPaUl3TURBd01EQXdN"
        + "REF4SW4wPSIsIm5vaXNlIjoiaWJ1YWlWY0tkcFJ4a2hKQSIsInZlcnNpb24iOiIxLjAiLCJzaWduIjoiQ0ZBNzc1"
        + "MDk1N0MyNTZBNjc2MTQyMTM3OUZENDdFN0EifX0="

    private func target(_ payload: String) -> String {
        let letters = CharacterSet.alphanumerics
        let escaped = payload.addingPercentEncoding(withAllowedCharacters: letters) ?? ""
        return "/extend?dllName=NontaxIndustry&func=CallNontaxIndustry&payload=\(escaped)"
    }

    private func print(
        _ content: JSON, method: String = "printElectBill"
    ) async throws -> String {
        let payload: JSON = ["method": .string(method), "params": Teller.envelope(content)]
        return try await print(payload: Data(payload.bytes).base64EncodedString())
    }

    private func print(payload: String) async throws -> String {
        let reply = await teller.stage.answer(
            Request(method: "GET", target: target(payload))
        ).reply
        let data = try JSON(parsing: reply.body)["data"]?.text ?? ""
        return try JSON(parsing: Data(base64Encoded: data) ?? Data())["result"]?.text ?? ""
    }

    private func bill() async throws -> JSON {
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        return [
            "billBatchCode": .string(bill["billBatchCode"]), "billNo": .string(bill["billNo"]),
            "random": .string(bill["random"]),
        ]
    }

    private var prints: JSON? { teller.ledger["bills"]?.elements?.first?["prints"] }

    @Test func `the worked example is understood, though its appid is unknown here`() async throws {
        let request = Request(method: "GET", target: target(Self.example))
        #expect(teller.bosi.operation(of: request) == "printElectBill")
        #expect(try await print(payload: Self.example) == "E0002")
    }

    @Test func `every print of a valid bill is counted`() async throws {
        let bill = try await bill()
        #expect(try await print(bill) == "S0000")
        #expect(try await print(bill) == "S0000")
        #expect(prints == 2)
    }

    @Test func `a list of items is printed with its pages`() async throws {
        let bill = try await bill()
        let pages: JSON = ["total": 1, "pageNoBgn": 1, "pageNoEnd": 1]
        #expect(try await print(bill, method: "printElectBillList") == "E0004")
        #expect(try await print(bill.adding(pages), method: "printElectBillList") == "S0000")
    }

    @Test func `what is not in order is not printed`() async throws {
        let bill = try await bill()
        #expect(try await print(bill, method: "deleteAll") == "E0004")
        #expect(try await print(bill.with("random", "000000")) == "E0012")
        #expect(try await print(bill.with("billNo", "0000000099")) == "E0007")
        #expect(try await print(payload: "x") == "E0004")
        let envelope = Teller.envelope(bill).with("sign", "0")
        let forged: JSON = ["method": "printElectBill", "params": envelope]
        let payload = Data(forged.bytes).base64EncodedString()
        #expect(try await print(payload: payload) == "E0001")
        #expect(prints == 0)
    }

    @Test func `a reversed bill is not printed`() async throws {
        let bill = try await bill()
        let numbers = bill.with("random", nil).adding([
            "reason": "退号", "operator": "收费员", "busDateTime": "20261122093000123",
            "placeCode": "W01",
        ])
        #expect(try await teller.ask("writeOffEBill", numbers).code == "S0000")
        #expect(try await print(bill) == "E0008")
        #expect(prints == 0)
    }

    @Test func `a payload's noise is used once`() async throws {
        let payload: JSON = [
            "method": "printElectBill", "params": Teller.envelope(try await bill()),
        ]
        let text = Data(payload.bytes).base64EncodedString()
        #expect(try await print(payload: text) == "S0000")
        #expect(try await print(payload: text) == "E0003")
        #expect(prints == 1)
    }
}
