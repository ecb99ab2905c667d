import Testing

@testable import Counterparties

/// What must add up (interface §6 E0006, §11).
struct SumTests {
    static let wrong: [String: JSON] = [
        "the total is nothing": Forms.registration.with("totalAmt", 0),
        "the total is below nothing": Forms.registration.with("totalAmt", "-12.50"),
        "no charges": Forms.registration.with("chargeDetail", []),
        "a charge of nothing": Forms.registration.with("chargeDetail", first: "amt", 0),
        "charges below the total": Forms.registration.with("chargeDetail", first: "amt", "12.49"),
        "channels above the total": Forms.registration.with(
            "payChannelDetail", first: "payChannelValue", "12.51"),
        "no channels": Forms.registration.with("payChannelDetail", []),
    ]

    @Test(arguments: wrong.keys.sorted())
    func `a bill that does not add up is refused`(flaw: String) async throws {
        let teller = try Teller()
        let form = try #require(Self.wrong[flaw])
        #expect(try await teller.ask("invEBillRegistration", form).code == "E0006")
        #expect(teller.ledger["bills"] == [])
    }

    @Test func `a bill of several rows and channels that add up is issued`() async throws {
        let teller = try Teller()
        let row = try #require(Forms.registration["chargeDetail"]?.elements?.first)
        let form = Forms.registration
            .with("chargeDetail", [row.with("amt", "13.00"), row.with("amt", "-0.50")])
            .with(
                "payChannelDetail",
                [
                    ["payChannelCode": "02", "payChannelValue": "12"],
                    ["payChannelCode": "05", "payChannelValue": .number("0.5")],
                ])
        #expect(try await teller.ask("invEBillRegistration", form).code == "S0000")
    }

    @Test(arguments: ["0", "-1", "999.99"])
    func `a deposit that does not add up is refused`(yuan: String) async throws {
        let teller = try Teller()
        let form = Forms.deposit.with("amt", .string(yuan))
        #expect(try await teller.ask("invoicePayMentVoucher", form).code == "E0006")
    }
}
