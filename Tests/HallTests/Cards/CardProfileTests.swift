import Foundation
import Testing

@testable import Hall

/// Where the number is in what a reader sends, and settings that cannot work.
struct CardProfileTests {
    private func settings(_ json: String) throws -> ReaderSettings {
        try JSONDecoder().decode(ReaderSettings.self, from: Data(json.utf8))
    }

    private func key(_ line: String, _ more: String) throws -> String {
        let settings = try settings(
            #"{"id":"qr","kiosk":"K1","kind":"serial","device":"/dev/labqueue-qr"\#(more)}"#)
        return try CardProfile(settings).number(in: Array(line.utf8)).key
    }

    @Test func `§6.1 prefix and suffix go, where they are there`() throws {
        let more = #","prefix":"\u0002QR:","suffix":"\u0003""#
        #expect(try key("\u{2}QR:6200000001\u{3}", more) == "6200000001")
        #expect(try key("6200000001", more) == "6200000001")
    }

    @Test func `§6.1 the number is taken out of a health code, an unknown code is looked up whole`()
        throws
    {
        let more = #","pattern":"[?&]id=([0-9A-Z]+)""#
        #expect(try key("https://health.example/q?v=1&id=H350A9&t=2", more) == "H350A9")
        #expect(try key("code:1", more) == "code:1")
    }

    @Test func `§6.1 a card of another kind is misread where the profile says what it takes`()
        throws
    {
        let more = #","accepts":"62\\d{8}","check":"luhn""#
        #expect(try key("6200000005", more) == "6200000005")
        #expect(throws: CardMisread.self) { try key("6200000001", more) }
        #expect(throws: CardMisread.self) { try key("coupon", more) }
        #expect(throws: CardMisread.self) { try key("62000000051", more) }
    }

    @Test func `bytes that are not text are misread`() throws {
        let settings = ReaderSettings(id: "qr", kiosk: "K1", kind: .serial, device: "/dev/x")
        #expect(throws: CardMisread.self) {
            try CardProfile(settings).number(in: [0xFF, 0x31, 0x32])
        }
    }

    @Test func `four settings are enough`() throws {
        let id = try settings(
            #"{"id":"id","kiosk":"K1","kind":"idCard","device":"/dev/labqueue-id"}"#)
        #expect(id.speed == 115_200)
        let qr = try settings(
            #"{"id":"qr","kiosk":"K1","kind":"serial","device":"/dev/labqueue-qr"}"#)
        #expect(qr.speed == 9600)
        #expect((qr.parity, qr.end, qr.check) == (.none, .enter, .none))
        #expect(try JSONDecoder().decode(ReaderSettings.self, from: JSONEncoder().encode(qr)) == qr)
    }

    @Test(arguments: [
        (#""device":"ttyUSB0""#, "device"), (#""device":"/dev/x","speed":9601"#, "speed"),
        (#""device":"/dev/x","pattern":"(""#, "pattern"),
        (#""device":"/dev/x","accepts":"[""#, "accepts"),
    ])
    func `a setting that cannot work is refused by name`(more: String, name: String) throws {
        let error = #expect(throws: DecodingError.self) {
            try settings(#"{"id":"qr","kiosk":"K1","kind":"serial",\#(more)}"#)
        }
        #expect("\(try #require(error))".contains("reader qr: \(name) must be"))
    }
}
