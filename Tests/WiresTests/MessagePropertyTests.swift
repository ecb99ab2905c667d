import Testing

@testable import Wires

/// A generator that gives the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

struct MessagePropertyTests {
    static let alphabet = Array("ab1 |^~\\&\r\n\u{0B}\u{1C}\t\"张晓𠮷é.XFSTRE#".unicodeScalars)

    static func text(_ random: inout Seeded) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            text.append(alphabet.randomElement(using: &random) ?? "a")
        }
        return String(text)
    }

    static func many<Part>(_ random: inout Seeded, _ part: (inout Seeded) -> Part) -> [Part] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in part(&random) }
    }

    static func field(_ random: inout Seeded) -> HL7.Field {
        HL7.Field(
            many(&random) { random in
                HL7.Repetition(
                    many(&random) { random in HL7.Component(many(&random) { text(&$0) }) })
            })
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written is read back`(seed: UInt64) throws {
        var random = Seeded(seed + 1)
        let charset: HL7.Charset = seed.isMultiple(of: 2) ? .utf8 : .gb18030
        var fields = [HL7.Field("|"), HL7.Field("^~\\&")]
        fields += Array(repeating: .empty, count: 15) + [HL7.Field(charset.rawValue)]
        let body = Self.many(&random) { random in
            HL7.Segment("ZZ1", fields: Self.many(&random) { Self.field(&$0) })
        }
        let message = HL7.Message(
            segments: [HL7.Segment("MSH", fields: fields)] + body, charset: charset)
        #expect(try HL7.Message(parsing: message.bytes) == message)
    }

    @Test(arguments: 0..<400 as Range<UInt64>)
    func `no bytes make the reader crash, and what it reads it can write`(seed: UInt64) throws {
        var random = Seeded(seed + 1)
        var bytes: [UInt8] = seed.isMultiple(of: 4) ? [] : Array(result.utf8)
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            let byte = UInt8.random(in: .min ... .max, using: &random)
            let place = Int.random(in: 0...bytes.count, using: &random)
            if bytes.indices.contains(place), seed.isMultiple(of: 3) {
                bytes[place] = byte
            } else {
                bytes.insert(byte, at: place)
            }
        }
        for usual in HL7.Charset.allCases {
            guard let message = try? HL7.Message(parsing: bytes, usual: usual) else { continue }
            let again = try HL7.Message(text: message.text, charset: message.charset)
            #expect(again.segments == message.segments)
        }
    }
}
