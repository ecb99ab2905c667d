import Lab
import Testing

@testable import Hall

/// What becomes of a card number on its way to the look-up.
struct CardNumberTests {
    @Test(arguments: [
        ("6200000001", "6200000001"), ("  6200000001\r\n", "6200000001"),
        ("６２０００００００１", "6200000001"), ("\u{3000}6200000001\u{3000}", "6200000001"),
        (";6200000001=99121010000000?", "6200000001"), (";6200000001?", "6200000001"),
        ("%B6200000001^ZHANG/SAN^9912?;6200000001=9912?", "6200000001"),
        ("；6200000001＝9912？", "6200000001"), ("11010519491231002x", "11010519491231002X"),
        ("can110081080310", "CAN110081080310"), ("tokenWithx", "tokenWithx"), ("code:1", "code:1"),
        ("https://qr.example/h?id=Ab9", "https://qr.example/h?id=Ab9"),
    ])
    func `§6.1 a number is cleaned of what the reader adds`(typed: String, key: String) throws {
        #expect(try CardNumber(typed).key == key)
    }

    @Test(arguments: ["", "   ", "\r\n", ";=9912?", ";?", "\u{3000}"])
    func `§6.1 nothing is no number`(typed: String) {
        #expect(throws: CardNumber.Problem.empty) { try CardNumber(typed) }
    }

    @Test func `§6.1 a number of 10,000 characters is refused and says so`() {
        let long = String(repeating: "1", count: 10_000)
        #expect(throws: CardNumber.Problem.tooLong(10_000)) { try CardNumber(long) }
        #expect(CardNumber.Problem.tooLong(10_000).words.zh.contains("10000"))
        #expect(CardNumber.Problem.tooLong(10_000).words.en.contains("at most 64"))
    }

    @Test func `64 characters are a number and 65 are not`() throws {
        let most = String(repeating: "7", count: 64)
        #expect(try CardNumber(most).key == most)
        #expect(throws: CardNumber.Problem.tooLong(65)) { try CardNumber(most + "7") }
    }

    @Test(arguments: [
        "6200\u{0}0001", "6200\n0001", "62\u{1B}[2J01", "62\u{200B}01", "62\u{202E}01",
        "62\u{7F}01",
        "62\u{E000}01", "62\u{2028}01",
    ])
    func `§6.1 control characters inside a number are refused`(typed: String) {
        #expect(throws: CardNumber.Problem.controlCharacter) { try CardNumber(typed) }
    }

    @Test func `a number shows two characters at either end when printed or dumped`() throws {
        let number = try CardNumber("350102199003070012")
        var dumped = "\(number) " + String(reflecting: number)
        dump(number, to: &dumped)
        #expect("\(number)" == "35…12")
        #expect(!dumped.contains("0199"))
        #expect(CardNumber.masked("1234567") == "…")
    }

    @Test(arguments: [
        (ReaderSettings.Check.luhn, "79927398713", true), (.luhn, "79927398710", false),
        (.luhn, "7", false), (.luhn, "abc", false), (.mod11, "11010519491231002X", true),
        (.mod11, "110105194912310021", false), (.none, "x", true),
    ])
    func `a check digit proves a number`(
        check: ReaderSettings.Check, number: String, holds: Bool
    ) {
        #expect(check.proves(number) == holds)
    }
}
