import Foundation
import Testing

@testable import Wires

struct ReplyTests {
    let nine = Date(timeIntervalSince1970: 1_795_309_200)
    let shanghai = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt

    @Test func `an acknowledgement echoes the number and goes back the way it came`() throws {
        let request = try HL7.Message(text: result)
        let answer = HL7.Reply.accepted.message(to: request, at: nine, in: shanghai, id: "A1")
        #expect(
            answer.text == [
                #"MSH|^~\&|LABQUEUE|benbu|LIS|LAB|20261122090000+0800||ACK^R01^ACK|A1|P|2.5.1||||||UNICODE UTF-8"#,
                "MSA|AA|42",
            ].joined(separator: "\r") + "\r")
    }

    @Test func `a rejection says where and why in an ERR segment`() throws {
        let request = try HL7.Message(text: result)
        let fault = HL7.Reply.Fault(
            location: "PID^1^3", .requiredFieldMissing, "缺少患者编号 / no patient id")
        let answer = HL7.Reply(.rejected, [fault])
            .message(to: request, at: nine, in: shanghai, id: "A1")
        #expect(answer["MSA-1"] == "AR")
        #expect(answer["MSA-3"] == "缺少患者编号 / no patient id")
        #expect(
            answer.text.hasSuffix(
                "\rERR||PID^1^3|101^Required field missing^HL70357|E||||缺少患者编号 / no patient id\r"))
    }

    @Test func `before version 2.5 the place is in ERR-1`() throws {
        let request = try HL7.Message(text: "MSH|^~\\&|A|||||||7|P|2.4")
        let answer = HL7.Reply(.failed, [.init(location: "PID^1^3", .internalError, "later")])
            .message(to: request, at: nine, in: shanghai, id: "A1")
        #expect(answer["ERR-1.3"] == "3")
        #expect(answer["ERR-2"] == "")
        #expect(answer["MSH-12"] == "2.4")
        #expect(answer["MSH-5"] == "A")
    }

    @Test func `an answer to nothing readable is still a message`() throws {
        let answer = HL7.Reply(.rejected, [.init(.segmentSequence, "no header")])
            .message(to: nil, at: nine, in: shanghai, id: "A1")
        let read = try HL7.Message(parsing: answer.bytes)
        #expect(read["MSA-1"] == "AR")
        #expect(read["MSA-2"] == "")
        #expect(read["MSH-9.1"] == "ACK")
    }

    @Test func `an answer is in the charset and the separators of its request`() throws {
        let text = "MSH#*!/@#|张|###############GB 18030-2000\r"
        let request = try HL7.Message(parsing: HL7.Charset.gb18030.encode(text))
        #expect(request.charset == .gb18030)
        let answer = HL7.Reply(.rejected, [.init(.dataType, "不对")])
            .message(to: request, at: nine, in: shanghai, id: "A1")
        #expect(answer.charset == request.charset)
        #expect(answer["MSH-5"] == "|张|")
        #expect(answer.text.hasPrefix("MSH#*!/@#"))
    }
}

struct HL7TimeTests {
    let shanghai = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt

    @Test(arguments: [
        ("20261122090000", 1_795_309_200.0), ("202611220900", 1_795_309_200),
        ("2026112209", 1_795_309_200), ("20261122", 1_795_276_800),
        ("20261122010000+0000", 1_795_309_200), ("20261121210000.123-0400", 1_795_309_200),
    ])
    func `times are read with and without offset`(text: String, seconds: TimeInterval) {
        #expect(HL7.moment(text, in: shanghai) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "2026", "20261322", "20260230", "2026112225", "202611220960", "x", "\"\"",
    ])
    func `what is no time is none`(text: String) {
        #expect(HL7.moment(text, in: shanghai) == nil)
    }
}
