import Testing

@testable import Hall

/// Lines of a serial reader, with time as an argument.
struct LineDecoderTests {
    let start = ContinuousClock.now

    private func lines(_ outputs: [ReaderOutput]) -> [String] {
        outputs.compactMap { output in
            guard case .line(let bytes) = output else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test(arguments: ["\r", "\n", "\r\n", "\n\r", "\r\n\r\n"])
    func `§6.1 CR, LF or both end a line`(end: String) {
        var decoder = LineDecoder(end: .enter)
        let outputs = decoder.receive(Array("6200000001\(end)6200000002\(end)".utf8), at: start)
        #expect(lines(outputs) == ["6200000001", "6200000002"])
        #expect(decoder.deadline == nil)
    }

    @Test func `a line may come byte by byte, with CR and LF apart`() {
        var decoder = LineDecoder(end: .enter)
        var outputs: [ReaderOutput] = []
        for (step, byte) in "62000\r\n".utf8.enumerated() {
            outputs += decoder.receive([byte], at: start + .milliseconds(step * 1900))
        }
        #expect(outputs == [.line(Array("62000".utf8))])
    }

    @Test func `§6.1 half a number is dropped after 2 s of silence and never joined to the next`() {
        var decoder = LineDecoder(end: .enter)
        #expect(decoder.receive(Array("62000".utf8), at: start) == [])
        #expect(decoder.deadline == start + .seconds(2))
        #expect(decoder.tick(at: start + .milliseconds(1999)) == [])
        let dropped = decoder.tick(at: start + .seconds(2))
        #expect(dropped.count == 1 && lines(dropped).isEmpty)
        #expect(lines(decoder.receive(Array("77\r".utf8), at: start + .seconds(3))) == ["77"])
    }

    @Test func `§6.1 half a number is dropped also where nobody looked at the clock`() {
        var decoder = LineDecoder(end: .enter)
        _ = decoder.receive(Array("62000".utf8), at: start)
        let outputs = decoder.receive(Array("77\r".utf8), at: start + .seconds(2))
        #expect(lines(outputs) == ["77"])
    }

    @Test func `where nothing ends a number, 80 ms of silence do`() {
        var decoder = LineDecoder(end: .gap)
        _ = decoder.receive(Array("620".utf8), at: start)
        _ = decoder.receive(Array("001".utf8), at: start + .milliseconds(79))
        #expect(decoder.deadline == start + .milliseconds(159))
        #expect(lines(decoder.tick(at: start + .milliseconds(159))) == ["620001"])
        #expect(decoder.tick(at: start + .seconds(9)) == [])
    }

    @Test func `where Tab ends a number, Tab does`() {
        var decoder = LineDecoder(end: .tab)
        #expect(lines(decoder.receive(Array("62\t63\t".utf8), at: start)) == ["62", "63"])
    }

    @Test func `§6.1 a line without end is dropped whole, and the next is read`() {
        var decoder = LineDecoder(end: .enter)
        let flood = Array(repeating: UInt8(ascii: "1"), count: 10_000)
        #expect(decoder.receive(flood, at: start) == [])
        let outputs = decoder.receive(Array("1\r77\r".utf8), at: start)
        #expect(lines(outputs) == ["77"])
        #expect(outputs.count == 2)
    }

    @Test func `§6.1 the same card within 3 s is one swipe, however long it lies there`() {
        var debounce = Debounce()
        let shown = [
            ("a", 0), ("a", 2999), ("a", 5900), ("b", 5901), ("a", 5902), ("a", 8902),
        ]
        let swipes = shown.filter { debounce.isNew($0.0, at: start + .milliseconds($0.1)) }
        #expect(swipes.map(\.0) == ["a", "b", "a"])
        #expect(swipes.map(\.1) == [0, 5901, 8902])
    }
}
