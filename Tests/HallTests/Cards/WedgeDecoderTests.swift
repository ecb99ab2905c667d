import Testing

@testable import Hall

/// A keyboard reader's `input_event` records.
struct WedgeDecoderTests {
    let start = ContinuousClock.now

    /// `;62Ab=9?` and Enter as a US keyboard reader sends them, in the kernel's bytes.
    ///
    /// Each row is one record: seconds and microseconds (8 bytes each, little-endian), type, code
    /// and value; MSC_SCAN and SYN_REPORT come along as they do from a real device.
    static func records(_ events: [(type: UInt16, code: UInt16, value: UInt32)]) -> [UInt8] {
        events.enumerated().flatMap { step, event in
            little(UInt64(1_700_000_000), 8) + little(UInt64(step * 1000), 8)
                + little(UInt64(event.type), 2) + little(UInt64(event.code), 2)
                + little(UInt64(event.value), 4)
        }
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Press and release of a key, with what the kernel sends around.
    static func stroke(_ code: UInt16) -> [(type: UInt16, code: UInt16, value: UInt32)] {
        [(4, 4, 0x7001E), (1, code, 1), (0, 0, 0), (1, code, 0), (0, 0, 0)]
    }

    private func lines(_ outputs: [ReaderOutput]) -> [String] {
        outputs.compactMap { output in
            guard case .line(let bytes) = output else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func decode(
        _ events: [(type: UInt16, code: UInt16, value: UInt32)],
        end: ReaderSettings.End = .enter
    ) -> [ReaderOutput] {
        var decoder = WedgeDecoder(end: end)
        return decoder.receive(Self.records(events), at: start)
    }

    @Test func `§6.1 keys and shift become the characters of the US layout`() {
        let shifted: (UInt16) -> [(type: UInt16, code: UInt16, value: UInt32)] = { code in
            [(1, 42, 1), (0, 0, 0)] + Self.stroke(code) + [(1, 42, 0), (0, 0, 0)]
        }
        let events =
            Self.stroke(39) + Self.stroke(7) + Self.stroke(3) + shifted(30) + Self.stroke(48)
            + Self.stroke(13) + Self.stroke(10) + shifted(53) + Self.stroke(28)
        #expect(lines(decode(events)) == [";62Ab=9?"])
    }

    @Test func `the bytes of one key of a real record are read as the kernel lays them out`() {
        // 5 down, then Enter down: struct input_event on x86-64 and arm64.
        let bytes: [UInt8] = [
            0x6B, 0x1F, 0x21, 0x69, 0, 0, 0, 0, 0x53, 0xCA, 0x04, 0, 0, 0, 0, 0,
            0x01, 0x00, 0x06, 0x00, 0x01, 0x00, 0x00, 0x00,
            0x6B, 0x1F, 0x21, 0x69, 0, 0, 0, 0, 0x54, 0xCA, 0x04, 0, 0, 0, 0, 0,
            0x01, 0x00, 0x1C, 0x00, 0x01, 0x00, 0x00, 0x00,
        ]
        var decoder = WedgeDecoder(end: .enter)
        #expect(lines(decoder.receive(bytes, at: start)) == ["5"])
    }

    @Test func `the number pad types digits and Enter too`() {
        let events = [79, 80, 81, 75, 76, 77, 71, 72, 73, 82, 96].flatMap { Self.stroke($0) }
        #expect(lines(decode(events)) == ["1234567890"])
    }

    @Test func `caps lock turns letters and leaves digits`() {
        let events = [58, 30, 3, 28].flatMap { Self.stroke($0) }
        #expect(lines(decode(events)) == ["A2"])
    }

    @Test func `a key held down types once`() {
        #expect(lines(decode([(1, 2, 1), (1, 2, 2), (1, 2, 2), (1, 2, 0), (1, 28, 1)])) == ["1"])
    }

    @Test func `records may be cut anywhere`() {
        let bytes = Self.records([2, 3, 4, 28].flatMap { Self.stroke($0) })
        for cut in 1..<bytes.count {
            var decoder = WedgeDecoder(end: .enter)
            let outputs =
                decoder.receive(Array(bytes[..<cut]), at: start)
                + decoder.receive(Array(bytes[cut...]), at: start)
            #expect(lines(outputs) == ["123"])
        }
    }

    @Test(
        arguments: [
            [(1, 2, 1), (1, 59, 1), (1, 3, 1), (1, 28, 1)],  // F1 inside
            [(1, 29, 1), (1, 46, 1), (1, 29, 0), (1, 2, 1), (1, 28, 1)],  // Control-C
            [(1, 2, 1), (0, 3, 0), (1, 3, 1), (0, 0, 0), (1, 4, 1), (1, 28, 1)],  // lost events
            [(1, 2, 1), (0, 3, 0), (1, 28, 1), (0, 0, 0), (1, 4, 1), (1, 28, 1)],  // lost Enter
        ] as [[(type: UInt16, code: UInt16, value: UInt32)]])
    func `§6.1 a number with a key that is none is misread, not shorter`(
        events: [(type: UInt16, code: UInt16, value: UInt32)]
    ) {
        let outputs = decode(events)
        #expect(lines(outputs).isEmpty)
        #expect(outputs.count == 1)
    }

    @Test func `§6.1 after a misread number the next one is read`() {
        let events = [2, 59, 28, 3, 28].flatMap { Self.stroke($0) }
        #expect(lines(decode(events)) == ["2"])
    }

    @Test func `half a number is dropped after 2 s, and 80 ms end one where no key does`() {
        var half = WedgeDecoder(end: .enter)
        _ = half.receive(Self.records(Self.stroke(2)), at: start)
        #expect(lines(half.tick(at: start + .seconds(2))).isEmpty)
        #expect(half.deadline == nil)
        var gap = WedgeDecoder(end: .gap)
        _ = gap.receive(Self.records(Self.stroke(2)), at: start)
        #expect(lines(gap.tick(at: start + .milliseconds(80))) == ["1"])
    }

    @Test func `unplugged with shift down, it comes back with shift up`() {
        var decoder = WedgeDecoder(end: .enter)
        _ = decoder.receive(Self.records([(1, 42, 1), (1, 2, 1)]) + [1, 2, 3], at: start)
        #expect(decoder.opened(at: start) == [.answered])
        let outputs = decoder.receive(Self.records([2, 28].flatMap { Self.stroke($0) }), at: start)
        #expect(lines(outputs) == ["1"])
    }
}
