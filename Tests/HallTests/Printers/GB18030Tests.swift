import Testing

@testable import Hall

struct GB18030Tests {
    @Test(arguments: [
        ("张", [0xD5, 0xC5]), ("A1", [0x41, 0x31]), ("㐀", [0x81, 0x39, 0xEE, 0x39]),
        ("𠮷", [0x95, 0x34, 0xB2, 0x35]),
    ])
    func `§6.1 characters are the bytes thermal printers know`(text: String, bytes: [UInt8]) {
        #expect(GB18030.bytes(text) == bytes)
        #expect(GB18030.text(bytes) == text)
    }

    @Test func `text is broken where people would break it`() {
        #expect(GB18030.wrap("抽血后按压五分钟，不要揉", columns: 16) == ["抽血后按压五分", "钟，不要揉"])
        #expect(GB18030.wrap("press the arm", columns: 10) == ["press the", "arm"])
        #expect(GB18030.wrap("abcdefghijkl", columns: 5) == ["abcde", "fghij", "kl"])
        #expect(GB18030.wrap("", columns: 5) == [])
    }

    @Test func `wrapping never loses or adds a character and keeps within the columns`() {
        let text = "空腹，卷起衣袖；Fasting: roll up your sleeve, 按压五分钟。GTT-1083（糖耐量）"
        for columns in 4...40 {
            let lines = GB18030.wrap(text, columns: columns)
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            #expect(lines.allSatisfy { GB18030.columns(of: $0) <= columns })
        }
    }
}
