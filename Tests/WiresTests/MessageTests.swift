import Testing

@testable import Wires

/// The bytes of an ORU^R01 as laboratories send it.
let result =
    [
        #"MSH|^~\&|LIS|LAB|LABQUEUE|benbu|20261122090500+0800||ORU^R01^ORU_R01|42|P|2.5.1||||||UNICODE UTF-8"#,
        "PID|1||P1^^^HIS^PI~6200000001^^^HIS^HC||单^晓明||19900307|F",
        "OBR|1|L1^HIS|R1^LIS|CBC^血常规|||||||||||||||||||20261122090400+0800|||F",
        "OBX|1|NM|WBC^白细胞||6.1|10\\S\\9/L|3.5-9.5|N|||F|||||D7^李\\T\\王",
    ].joined(separator: "\r") + "\r"

struct MessageTests {
    @Test func `fields, components, repetitions and subcomponents are found by their path`() throws
    {
        let message = try HL7.Message(text: result)
        #expect(message["MSH-1"] == "|")
        #expect(message["MSH-2"] == "^~\\&")
        #expect(message["MSH-9"] == "ORU")
        #expect(message["MSH-9.2"] == "R01")
        #expect(message["PID-3.1"] == "P1")
        #expect(message["PID-3[2].1"] == "6200000001")
        #expect(message["PID-3[2].5"] == "HC")
        #expect(message["PID-5.2"] == "晓明")
        #expect(message["OBX-5"] == "6.1")
        let parts = try HL7.Message(text: "MSH|^~\\&|\rZZZ|a&b^c&d~e\rZZZ|2")
        #expect(parts["ZZZ-1.2.2"] == "d")
        #expect(parts["ZZZ-1[2]"] == "e")
        #expect(parts["ZZZ[2]-1"] == "2")
    }

    @Test(arguments: [
        "", "PID", "PID-", "PID-0", "PID-99", "PID-3.9", "PID-3[0]", "PID-3[x]", "PID-3[9].1",
        "PID[0]-3", "PID[-1]-3", "ZZZ-1", "PID-3.1.1.1", "PID-3.1.0", "-1", "PID-[", "[]-[]",
    ])
    func `a path to nowhere is empty`(path: String) throws {
        #expect(try HL7.Message(text: result)[path] == "")
    }

    @Test func `escapes are read and written`() throws {
        let text =
            #"MSH|^~\&|"# + "\r" + #"NTE|1|\F\\S\\T\\R\\E\|a\.br\b|\X0D\|\HZ\|\H\x\N\|\"# + "\r"
        let message = try HL7.Message(text: text)
        #expect(message["NTE-2"] == "|^&~\\")
        #expect(message["NTE-3"] == "a\nb")
        #expect(message["NTE-4"] == "\r")
        #expect(message["NTE-5"] == "\\HZ\\")
        #expect(message["NTE-6"] == "x")
        #expect(message["NTE-7"] == "\\")
        #expect(
            message.text == #"MSH|^~\&|"# + "\r"
                + #"NTE|1|\F\\S\\T\\R\\E\|a\.br\b|\X0D\|\E\HZ\E\|x|\E\"# + "\r")
        #expect(try HL7.Message(text: message.text).segments == message.segments)
    }

    @Test(arguments: ["\r", "\n", "\r\n", "\r\r", "\n\n"])
    func `segments may end in CR, LF or both`(end: String) throws {
        let text = result.split(separator: "\r").joined(separator: end)
        #expect(try HL7.Message(text: text).segments == HL7.Message(text: result).segments)
    }

    @Test func `other separators are those the header names`() throws {
        let message = try HL7.Message(text: "MSH#*!/@#A*B#C\rPID#1*2!3@4#/F//S//T//R//E/")
        #expect(message["MSH-3.2"] == "B")
        #expect(message["PID-1[2].1.2"] == "4")
        #expect(message["PID-2"] == "#*@!/")
        #expect(try HL7.Message(text: message.text) == message)
    }

    @Test func `a combining mark after a separator swallows nothing`() throws {
        let message = try HL7.Message(text: "MSH|^~\\&|\rPID|1|\u{301}a|b")
        #expect(message["PID-3"] == "b")
    }

    @Test(
        arguments: [
            ("", 0, 0, .empty), (" \r\n", 0, 0, .empty), ("PID|1", 1, 0, .noHeader),
            ("MSH|^~", 1, 6, .headerTooShort), ("MSH|^^\\&|", 1, 3, .badSeparators),
            ("MSH|||||||", 1, 3, .badSeparators), ("MSHA^~\\&|", 1, 3, .badSeparators),
            ("MSH|^~\\&|A\rPIDX|1", 2, 11, .badSegmentName),
            ("MSH|^~\\&|A\r张三", 2, 11, .badSegmentName),
            ("MSH|^~\\&||||||||||||||||KOI8-R", 1, 0, .unknownCharset("KOI8-R")),
        ] as [(String, Int, Int, HL7.Malformed.Reason)])
    func `what is wrong is said with its place`(
        text: String, segment: Int, offset: Int, reason: HL7.Malformed.Reason
    ) {
        #expect(throws: HL7.Malformed(segment: segment, offset: offset, reason: reason)) {
            try HL7.Message(parsing: Array(text.utf8))
        }
    }

    @Test func `groups begin at an OBR or at the ORC that leads it`() throws {
        let lines = [
            "MSH|^~\\&|", "PID", "ORC", "TQ1", "OBR", "OBX", "OBR", "NTE", "ORC", "ORC", "OBR",
        ]
        let message = try HL7.Message(text: lines.joined(separator: "\r"))
        let groups = message.groups(at: "OBR", ledBy: "ORC").map { $0.map(\.name) }
        #expect(
            groups == [["ORC", "TQ1", "OBR", "OBX"], ["OBR", "NTE"], ["ORC"], ["ORC", "OBR"]])
        #expect(message.groups(at: "OBR").map(\.count) == [2, 4, 1])
    }

    @Test func `a message describes itself without its patient`() throws {
        let message = try HL7.Message(text: result)
        #expect("\(message)" == "ORU^R01 42")
        #expect(String(reflecting: message) == "ORU^R01 42")
        #expect("\(message.segments[1])" == "a segment PID")
        let odd = try HL7.Message(
            text: "MSH|^~\\&|||||||A^B|\\X1B\\[31m单晓明" + String(repeating: "9", count: 99))
        #expect("\(odd)" == "A^B [31m" + String(repeating: "9", count: 32))
    }
}
