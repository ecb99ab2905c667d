import Foundation
import Testing

@testable import Hospital

struct MoneyTests {
    @Test(arguments: [
        (0, "0.00"), (5, "0.05"), (12_300, "123.00"), (-5, "-0.05"), (-12_345, "-123.45"),
        (100, "1.00"),
    ])
    func `fen are written as yuan with two digits`(fen: Int, yuan: String) {
        #expect(Money(fen: fen).yuan == yuan)
    }

    @Test(arguments: 0..<500)
    func `what is written is read as the same amount`(seed: UInt64) throws {
        var dice = Dice(seed)
        let amount = Money(fen: Int.random(in: -100_000_000_000...100_000_000_000, using: &dice))
        #expect(Money(yuan: amount.yuan) == amount)
        // An independent judge.
        let decimal = try #require(Decimal(string: amount.yuan))
        #expect(decimal * 100 == Decimal(amount.fen))
        #expect(try JSONDecoder().decode(Money.self, from: JSONEncoder().encode(amount)) == amount)
    }

    @Test(arguments: [("123", 12_300), ("123.4", 12_340), ("-0.5", -50), ("0", 0), ("007.10", 710)])
    func `shorter spellings of yuan are read`(text: String, fen: Int) {
        #expect(Money(yuan: text)?.fen == fen)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "1.234", "1e3", "--1", "1.-5", "+1", "１", "12,300.00", " 1", "1.5.5",
        "-", "9999999999999999",
    ])
    func `what is no amount is not read`(text: String) {
        #expect(Money(yuan: text) == nil)
    }

    @Test func `amounts add up, subtract and compare`() {
        let amounts = [Money(fen: 1), Money(fen: 250), Money(fen: -51)]
        #expect(amounts.sum == Money(fen: 200))
        #expect(amounts[1] - amounts[0] == Money(fen: 249))
        #expect(amounts.max() == Money(fen: 250))
    }
}
