import ConnectorKit
import Foundation
import Hospital
import Lab
import Testing

@testable import EInvoice

/// Every request adds up, whatever was charged and however it was paid (§11.6).
struct MoneyTests {
    private struct Dice: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed ^ (seed >> 29)
        }
    }

    private func draft(
        _ event: JSON, _ change: (inout EInvoiceSettings) -> Void = { _ in }
    ) throws -> BillDraft {
        let event = try HISEvent(event, campuses: nil)
        let sheet: Sheet =
            switch event.data {
            case .settlement(let settlement):
                Sheet(.outpatient, settlement, campus: "benbu", at: event.at)
            case .deposit(let deposit):
                Sheet(
                    .deposit, deposit.id, campus: "benbu", at: event.at, content: .deposit(deposit))
            case .dischargeSettled(let discharge):
                Sheet(
                    .discharge, discharge.settlement.id, campus: "benbu", at: event.at,
                    content: .discharge(discharge.settlement, of: discharge))
            default: throw Trouble("no sheet")
            }
        var settings = EInvoiceConnector.sample
        change(&settings)
        return BillDraft(
            busNo: "out-S1-1", sheet: sheet, issuer: Issuer(sheet.counter),
            patient: Patient(id: "P1", name: "单晓明", birthDate: "1990-03-07", cards: ["62"]),
            visit: nil, stay: nil, vouchers: [],
            account: try #require(settings.campuses["benbu"]), settings: settings,
            time: PlatformTime(zone: .hospital))
    }

    @Test(arguments: 0..<300)
    func `§11.6 rows and channels add up to the total, none of them empty`(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let charges = (0..<Int.random(in: 1...12, using: &dice)).map { _ in
            Int.random(in: 0...3, using: &dice) == 0 ? 0 : Int.random(in: 1...999_999, using: &dice)
        }
        let total = charges.reduce(0, +)
        guard total > 0 else { return }
        let channels = Payment.Channel.allCases
        var left = total
        var payments: [JSON] = []
        while left > 0 {
            let part = payments.count > 5 ? left : Int.random(in: 0...left, using: &dice)
            let channel = channels.randomElement(using: &dice)?.rawValue ?? "cash"
            payments.append(["channel": .string(channel), "amount": .integer(Int64(part))])
            left -= part
        }
        let gap = Int.random(in: -60...60, using: &dice)
        var items = charges.map { amount -> JSON in
            ["code": "X", "name": "药", "charge": "0", "amount": .integer(Int64(amount))]
        }
        if total + gap > 0, gap > 0 {
            items.append(["code": "Y", "name": "余", "amount": .integer(Int64(gap))])
        }
        let bill = Events.bill(
            "S1", total: total,
            more: [
                "charges": .array(
                    charges.enumerated().map {
                        ["code": .string("\($0)"), "name": "费", "amount": .integer(Int64($1))]
                    }),
                "items": .array(items), "payments": .array(payments),
            ])
        let request = try draft(Events.event("settlement.completed", bill)).request()
        let rows = request.list("chargeDetail").map { $0.yuan("amt")?.fen ?? 0 }
        #expect(rows.reduce(0, +) == total)
        #expect(!rows.contains(0))
        let paid = request.list("payChannelDetail").map { $0.yuan("payChannelValue")?.fen ?? 0 }
        #expect(paid.reduce(0, +) == total)
        #expect(!paid.contains(0))
        let codes = request.list("payChannelDetail").compactMap { $0.text("payChannelCode") }
        #expect(Set(codes).count == codes.count)
        let listed = request.list("listDetail").map { $0.yuan("amt")?.fen ?? 0 }
        #expect(listed.reduce(0, +) == total)
        #expect(!request.text.contains("null"))
        // Numbers without exponent, at most two digits after the point.
        #expect(request.text.firstRange(of: /\d[eE][+-]?\d/) == nil)
        #expect(request.text.firstRange(of: /:\d+\.\d{3,}/) == nil)
    }

    @Test func `what rounding left of the items is a row of its own`() throws {
        let bill = Events.bill(
            "S1", total: 1_000,
            more: ["items": [["code": "X", "name": "药", "charge": "01", "amount": 997]]])
        let rows = try draft(Events.event("settlement.completed", bill)).request()
            .list("listDetail")
        #expect(rows.last?.text("name") == "货币误差")
        #expect(rows.last?.yuan("amt") == Money(fen: 3))
        // What is no rounding is not called so.
        let large = Events.bill(
            "S1", total: 1_000,
            more: ["items": [["code": "X", "name": "药", "charge": "01", "amount": 400]]])
        #expect(
            try draft(Events.event("settlement.completed", large)).request()
                .list("listDetail").count == 1)
    }

    @Test(arguments: [
        (1, "0.01"), (10, "0.1"), (100, "1"), (12_345, "123.45"),
        (999_999_999_999, "9999999999.99"),
    ])
    func `fen are written as yuan, as numbers`(fen: Int, text: String) {
        #expect(JSON.yuan(Money(fen: fen)).text == text)
        #expect((["a": JSON.yuan(Money(fen: fen))] as JSON).yuan("a") == Money(fen: fen))
    }

    @Test(arguments: [
        ("12.3000", 1_230), ("12.3", 1_230), ("12", 1_200), ("-0.05", -5),
    ])
    func `yuan are read however many zeros they have`(text: String, fen: Int) {
        #expect(Money(yuanWithZeros: text) == Money(fen: fen))
    }

    @Test(arguments: ["12.345", "", "一", "1e5", "12.3001"])
    func `what is no amount is none`(text: String) {
        #expect(Money(yuanWithZeros: text) == nil)
    }

    @Test func `without a placeCode for the counter nothing is sent, and it says what to do`()
        throws
    {
        let draft = try draft(Events.settled("S1", source: "app", point: "x")) {
            $0.campuses["benbu"]?.places["app"] = nil
        }
        let fault = #expect(throws: BillDraft.Fault.self) { try draft.request() }
        #expect(fault?.description.contains("placeCode") == true)
        #expect(fault?.description.contains("单晓明") == false)
    }

    @Test(arguments: [(EInvoiceSettings.Version.current, "20261123"), (.before, "2026-11-23")])
    func `the day of the visit is written as the platform's version has it`(
        version: EInvoiceSettings.Version, day: String
    ) throws {
        let request = try draft(Events.settled("S1")) { $0.version = version }.request()
        #expect(request.text("consultationDate") == day)
    }

    @Test(arguments: [
        ("1990-03-07", "36岁"), ("1990-11-24", "35岁"), ("2026-06-20", "5个月"),
        ("2026-11-11", "12天"), ("2026-11-23", "0天"),
    ])
    func `ages are those of the day`(birth: String, age: String) {
        #expect(PlatformTime(zone: .hospital).age(born: birth, at: WallClock.morning) == age)
    }

    @Test func `moments are milliseconds in the hospital's zone`() {
        let time = PlatformTime(zone: .hospital)
        #expect(time.moment(WallClock.morning) == "20261123090000000")
        #expect(time.moment(WallClock.morning.addingTimeInterval(0.9996)) == "20261123090001000")
        #expect(
            time.moment(WallClock.morning.addingTimeInterval(15 * 3600 - 0.001))
                == "20261123235959999"
        )
    }
}
