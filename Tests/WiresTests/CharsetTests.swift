import Foundation
import Testing

@testable import Wires

struct CharsetTests {
    /// 张三: each byte as GB 18030 has it.
    @Test func `GB 18030 is read and written when the header says so`() throws {
        let head = Array("MSH|^~\\&|HIS|||||||||||||||GB 18030-2000\rPID|||||".utf8)
        let bytes = head + [0xD5, 0xC5, 0x5E, 0xC8, 0xFD, 0x0D]
        let message = try HL7.Message(parsing: bytes)
        #expect(message.charset == .gb18030)
        #expect(message["PID-5.1"] == "张")
        #expect(message["PID-5.2"] == "三")
        #expect(message.bytes == bytes)
    }

    /// 丷 is 81 7C, 乗 81 5C, 乛 81 5E and 亊 81 7E: their second bytes look like `| \ ^ ~`.
    @Test func `GB 18030 characters that hold a separator's byte are not cut`() throws {
        let pairs: [UInt8] = [0x81, 0x7C, 0x81, 0x5C, 0x81, 0x5E, 0x81, 0x7E]
        let bytes =
            Array("MSH|^~\\&|".utf8) + pairs
            + Array("|||||||||||||||GB 18030-2000\rPID|||||".utf8) + pairs + Array("|x".utf8)
        let message = try HL7.Message(parsing: bytes)
        #expect(message["MSH-3"].unicodeScalars.count == 4)
        #expect(message["PID-5"] == message["MSH-3"])
        #expect(message["PID-6"] == "x")
        #expect(message.bytes == bytes + [0x0D])
    }

    @Test func `characters of four bytes survive GB 18030`() throws {
        let text = "MSH|^~\\&||||||||||||||||GB 18030-2000\rPID|||||𠮷^龘\r"
        let bytes = HL7.Charset.gb18030.encode(text)
        let message = try HL7.Message(parsing: bytes)
        #expect(message["PID-5.1"] == "𠮷")
        #expect(message.bytes == bytes)
    }

    @Test(arguments: ["", "ASCII", "~UNICODE UTF-8"])
    func `a header that names no charset is in the usual one`(name: String) throws {
        let text = "MSH|^~\\&||||||||||||||||\(name)\rPID|||||张^三\r"
        for usual in [HL7.Charset.utf8, .gb18030] {
            if name.hasPrefix("~"), usual == .gb18030 { continue }
            let message = try HL7.Message(parsing: usual.encode(text), usual: usual)
            #expect(message["PID-5.1"] == "张")
            #expect(message.charset == usual)
        }
    }

    @Test func `a name that no charset has is refused, whatever the usual one is`() {
        let bytes = Array(("MSH|^~\\&" + String(repeating: "|", count: 16) + "KOI8-R\r").utf8)
        for usual in HL7.Charset.allCases {
            #expect(
                throws: HL7.Malformed(segment: 1, offset: 0, reason: .unknownCharset("KOI8-R"))
            ) { try HL7.Message(parsing: bytes, usual: usual) }
        }
    }

    @Test(arguments: ["UNICODE UTF-8", "UTF-8", "utf8", "UNICODE"])
    func `UTF-8 has many names`(name: String) { #expect(HL7.Charset(named: name) == .utf8) }

    @Test(arguments: ["GB 18030-2000", "GB18030", "gbk", "GB2312"])
    func `GB 18030 has many names`(name: String) { #expect(HL7.Charset(named: name) == .gb18030) }

    @Test func `bytes that are not what the header says are refused`() {
        let bytes =
            Array("MSH|^~\\&||||||||||||||||UNICODE UTF-8\rPID|||||".utf8) + [0xD5, 0xC5]
        #expect(throws: HL7.Malformed(segment: 1, offset: 0, reason: .notInCharset(.utf8))) {
            try HL7.Message(parsing: bytes)
        }
    }

    @Test func `Latin 1 is read, and what it lacks becomes a question mark`() throws {
        let bytes = Array("MSH|^~\\&||||||||||||||||8859/1\rPID|||||M".utf8) + [0xFC]
        #expect(try HL7.Message(parsing: bytes)["PID-5"] == "Mü")
        #expect(HL7.Charset.latin1.encode("ü张") == [0xFC, 0x3F])
    }

    @Test func `hexadecimal escapes are bytes of the message's charset`() throws {
        let gb = try HL7.Message(text: #"MSH|^~\&|"# + "\rNTE|\\XD5C5\\", charset: .gb18030)
        #expect(gb["NTE-1"] == "张")
        let utf8 = try HL7.Message(text: #"MSH|^~\&|"# + "\rNTE|\\XE5BCA0\\|\\XFF\\")
        #expect(utf8["NTE-1"] == "张")
        #expect(utf8["NTE-2"] == "\\XFF\\")
    }
}
