import Testing

@testable import Counterparties

struct JSONTests {
    @Test(arguments: [
        #"{"b":1.00,"a":[true,false,null,"x"],"n":-0.5e+3}"#, #""单\"\\\n""#, "[]", "{}", "0", "-12",
        #"["\u0001"]"#,
    ])
    func `what is read is written as it was`(text: String) throws {
        #expect(try JSON(parsing: text.utf8).serialised == text)
    }

    @Test func `escapes are read`() throws {
        #expect(try JSON(parsing: #""\u5355\/\ud83d\ude00\t""#.utf8) == "单/😀\t")
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "1.", ".5", "+1", "tru", "\"\n\"",
        "\"\\x\"", "\"\\ud83d\"", "\"\\u12\"", "1 2", "{a:1}", "'a'", "NaN", "\"",
        String(repeating: "[", count: 100),
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSON.Malformed.self) { try JSON(parsing: text.utf8) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: JSON.Malformed.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    }
}
