import Foundation
import Testing

@testable import Hospital

struct MalformedBillTests {
    static let total = #""total":12300"#
    static let mistakes = [
        Mistake(
            Bills.settled, total, #""total":12301"#, "data.charges",
            .doesNotAddUp(Money(fen: 12_300), to: Money(fen: 12_301), of: "data.total")),
        Mistake(
            Bills.settled, #""amount":4000"#, #""amount":4001"#, "data.payments",
            .doesNotAddUp(Money(fen: 12_301), to: Money(fen: 12_300), of: "data.total")),
        Mistake(Bills.settled, #""charges":"#, #""x":"#, "data.charges", .missing),
        Mistake(Bills.settled, #""payments":"#, #""x":"#, "data.payments", .missing),
        Mistake(Bills.settled, #""settlement":"S1","#, "", "data.settlement", .missing),
        Mistake(Bills.settled, #""patient":"P1","#, "", "data.patient", .missing),
        Mistake(Bills.settled, total, #""total":null"#, "data.total", .missing),
        Mistake(Bills.settled, total, #""total":"12300""#, "data.total", .wrongKind(.number)),
        Mistake(Bills.settled, total, #""total":123.5"#, "data.total", .notWholeFen),
        Mistake(
            Bills.settled, #""amount":300"#, #""amount":-300"#, "data.charges[1].amount",
            .outOfRange(0...1_000_000_000_000)),
        Mistake(
            Bills.settled, #""amount":300"#, #""amount":1000000000001"#, "data.charges[1].amount",
            .outOfRange(0...1_000_000_000_000)),
        Mistake(
            Bills.settled, #""quantity":0.5"#, #""quantity":0"#, "data.items[0].quantity",
            .notPositive),
        Mistake(
            Bills.settled, #""quantity":1"#, #""quantity":-1"#, "data.charges[0].quantity",
            .notPositive),
        Mistake(
            Bills.settled, "wechat", "shells", "data.payments[0].channel",
            .unknownWord("shells", known: Payment.Channel.allCases.map(\.rawValue))),
        Mistake(
            Bills.settled, #""source":"window""#, #""source":"door""#, "data.source",
            .unknownWord("door", known: ["window", "kiosk", "app"])),
        Mistake(
            Bills.settled, #"{"code":"1001","name":"心内科"}"#, #""心内科""#, "data.department",
            .wrongKind(.object)),
        Mistake(
            Bills.settled, #""fundPay":8300"#, #""fundPay":true"#, "data.insurance.fundPay",
            .wrongKind(.number)),
        Mistake(
            Bills.reversed, #""total":300"#, #""total":301"#, "data.remaining.charges",
            .doesNotAddUp(Money(fen: 300), to: Money(fen: 301), of: "data.remaining.total")),
        Mistake(
            Bills.reversed, #""S2""#, #""S1""#, "data.remaining.settlement",
            .mustDiffer(from: "data.settlement")),
        Mistake(
            Bills.reversed, #""replaces":"S1""#, #""replaces":"S0""#, "data.remaining.replaces",
            .mustEqual("data.settlement")),
        Mistake(
            Bills.reversed, #""S2","patient":"P1""#, #""S2","patient":"P2""#,
            "data.remaining.patient", .mustEqual("data.patient")),
        Mistake(Bills.unsettled, #""stay":"Y1","#, "", "data.stay", .missing),
        Mistake(
            Bills.deposited, #""amount":50000,"balance""#, #""amount":50001,"balance""#,
            "data.payments",
            .doesNotAddUp(Money(fen: 50_000), to: Money(fen: 50_001), of: "data.amount")),
        Mistake(
            Bills.refunded, #""cancelled":false"#, #""cancelled":0"#, "data.cancelled",
            .wrongKind(.flag)),
        Mistake(Bills.refunded, #""refund":"F1","#, "", "data.refund", .missing),
        Mistake(Bills.discharged, "2026-11-20", "2026-11-31", "data.admittedOn", .notADate),
        Mistake(
            Bills.discharged, #""days":2"#, #""days":-2"#, "data.days", .outOfRange(0...36_600)),
        Mistake(Bills.registered, #""registration":"G1","#, "", "data.registration", .missing),
    ]

    @Test(arguments: mistakes)
    func `a wrong bill is refused by the name of the member`(mistake: Mistake) {
        #expect(mistake.good.contains(mistake.from))
        #expect(throws: HISEvent.Malformed(member: mistake.member, problem: mistake.problem)) {
            try decode(mistake.good.replacing(mistake.from, with: mistake.to))
        }
    }

    @Test(arguments: 0..<200)
    func `of random bills exactly those that add up are taken`(seed: UInt64) throws {
        var dice = Dice(seed)
        let charges = (0..<Int.random(in: 1...9, using: &dice)).map { _ in
            Int.random(in: 0...1_000_000, using: &dice)
        }
        let sum = charges.reduce(0, +)
        let first = Int.random(in: 0...sum, using: &dice)
        let drift = seed.isMultiple(of: 2) ? 0 : Int.random(in: 1...3, using: &dice)
        let data: JSON = [
            "settlement": "S1", "patient": "P1", "total": .integer(Int64(sum)),
            "charges": .array(
                charges.map { ["code": "01", "amount": .integer(Int64($0))] }),
            "payments": [
                ["channel": "cash", "amount": .integer(Int64(first + drift))],
                ["channel": "card", "amount": .integer(Int64(sum - first))],
            ],
        ]
        if drift == 0 {
            #expect(try Settlement(Members(data)).charges.map(\.amount.fen) == charges)
        } else {
            #expect(throws: HISEvent.Malformed.self) { try Settlement(Members(data)) }
        }
    }

    @Test func `the words for a bill that does not add up name both sums`() {
        let error = HISEvent.Malformed(
            member: "data.charges",
            problem: .doesNotAddUp(Money(fen: 12_300), to: Money(fen: 12_301), of: "data.total"))
        #expect(error.zh == "事件的 data.charges 合计 123.00 元，与 data.total 的 123.01 元不符")
        #expect(
            error.en
                == "The event's data.charges adds up to 123.00 yuan, not to the 123.01 of data.total"
        )
    }
}
