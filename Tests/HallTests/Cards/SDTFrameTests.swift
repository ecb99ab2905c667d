import Lab
import Testing

@testable import Hall

/// Frames of the ID-card reader.
struct SDTFrameTests {
    /// "AA 96" as bytes.
    static func hex(_ text: String) -> [UInt8] {
        text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }

    static let found = hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97")
    static let selected = hex("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")

    @Test(arguments: [
        (SDTFrame.Request.status, "AA AA AA 96 69 00 03 11 FF ED"),
        (.find, "AA AA AA 96 69 00 03 20 01 22"), (.select, "AA AA AA 96 69 00 03 20 02 21"),
        (.read, "AA AA AA 96 69 00 03 30 01 32"),
    ])
    func `requests are the published bytes`(request: SDTFrame.Request, bytes: String) {
        #expect(request.bytes == Self.hex(bytes))
    }

    @Test func `published replies are understood, and written the same`() {
        var stream = SDTFrame.Stream()
        #expect(
            stream.receive(Self.found + Self.selected) == [
                .reply(.init(status: .found, data: [0, 0, 0, 0])),
                .reply(.init(status: .done, data: Array(repeating: 0, count: 8))),
            ])
        #expect(SDTFrame.encode([0, 0, 0x9F, 0, 0, 0, 0]) == Self.found)
    }

    @Test func `a frame may be cut anywhere`() {
        let frames = Self.found + Self.selected
        for cut in 0...frames.count {
            var stream = SDTFrame.Stream()
            let found =
                stream.receive(Array(frames[..<cut])) + stream.receive(Array(frames[cut...]))
            #expect(found.count == 2)
        }
    }

    @Test(arguments: [
        "00", "AA", "AA AA", "AA AA AA 96", "FF AA 96 69 00", "AA AA AA 96 69 FF FF",
        "AA AA AA 96 69 00 00", "AA AA AA 96 69 00 03",
    ])
    func `noise before the head is passed over`(noise: String) {
        var stream = SDTFrame.Stream()
        let found = stream.receive(Self.hex(noise) + Self.found + Self.selected)
        #expect(found.last == .reply(.init(status: .done, data: Array(repeating: 0, count: 8))))
        #expect(found.contains(.reply(.init(status: .found, data: [0, 0, 0, 0]))))
    }

    @Test func `any changed bit is found by head, length or checksum`() {
        for place in Self.found.indices {
            for bit in 0..<8 {
                var frame = Self.found
                frame[place] ^= 1 << bit
                var stream = SDTFrame.Stream()
                let replies = stream.receive(frame).filter { $0 != .wrongChecksum }
                #expect(replies.isEmpty)
            }
        }
    }

    @Test(
        arguments: [
            0x10, 0x11, 0x21, 0x24, 0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x60, 0x66, 0x81, 0x91,
            0x77,
        ] as [UInt8])
    func `every status but good and no card has words in both languages`(code: UInt8) {
        switch SDTStatus(0, 0, code).meaning {
        case .card(let words), .line(let words), .reader(let words):
            #expect(!words.zh.isEmpty && !words.en.isEmpty && words.zh != words.en)
        case .good, .noCard:
            Issue.record("\(code) taken for good")
        }
    }

    @Test func `a status whose first bytes are not 0 is never good`() {
        #expect(SDTStatus(1, 0, 0x90).meaning != .good)
        #expect(SDTStatus(0, 1, 0x9F).meaning != .good)
    }
}
