import Testing

@testable import Hall

/// The way from find to read, with a reader that answers by script and time as an argument.
struct SDTDecoderTests {
    /// A reader's answers: text and photo of `block` unless something is put in their place.
    struct Reader {
        var find = SDTFrameTests.found
        var select = SDTFrameTests.selected
        var read: [UInt8]

        init(_ block: IDBlock = .r1) { read = Self.card(block) }

        static func card(_ block: IDBlock) -> [UInt8] {
            SDTFrame.encode(
                [0, 0, 0x90, 1, 0, 4, 0] + block.bytes + Array(repeating: 0xA5, count: 1024))
        }

        static func status(_ code: UInt8) -> [UInt8] { SDTFrame.encode([0, 0, code]) }

        func answer(to request: [UInt8]) -> [UInt8] {
            switch request.suffix(3).prefix(2) {
            case [0x20, 0x01]: find
            case [0x20, 0x02]: select
            case [0x30, 0x01]: read
            default: []
            }
        }
    }

    /// One try: everything the decoder says until it rests or starts again from find.
    static func play(
        _ decoder: inout SDTDecoder, _ reader: Reader, at start: ContinuousClock.Instant,
        chunk: Int = 4096
    ) -> [ReaderOutput] {
        var now = start
        let rest = ReaderTiming().poll
        var said: [ReaderOutput] = []
        var waiting = decoder.tick(at: now)
        while let output = waiting.first {
            waiting.removeFirst()
            said.append(output)
            guard case .send(let request) = output else { continue }
            let answer = reader.answer(to: request)
            for from in stride(from: 0, to: answer.count, by: chunk) {
                waiting += decoder.receive(Array(answer[from...].prefix(chunk)), at: now)
            }
            // No answer in time; a shorter wait than this is the rest before the next try.
            if waiting.isEmpty, let deadline = decoder.deadline, deadline - now > rest {
                now = deadline
                waiting += decoder.tick(at: now)
            }
        }
        return said
    }

    /// A decoder that has just been opened and got no answer yet.
    private func rested() -> (SDTDecoder, ContinuousClock.Instant) {
        var decoder = SDTDecoder(speed: 115_200)
        let start = ContinuousClock.now
        _ = decoder.opened(at: start)
        _ = decoder.receive(Reader.status(0x80), at: start)
        return (decoder, start + .seconds(1))
    }

    private func documents(_ outputs: [ReaderOutput]) -> [String] {
        outputs.compactMap { output in
            guard case .document(let document) = output else { return nil }
            return document.number
        }
    }

    private func misreads(_ outputs: [ReaderOutput]) -> Int {
        outputs.count { if case .misread = $0 { true } else { false } }
    }

    @Test(arguments: IDBlock.all)
    func `§6.1 a card of each kind is found, selected and read`(block: IDBlock) throws {
        var (decoder, now) = rested()
        let said = Self.play(&decoder, Reader(block), at: now)
        #expect(documents(said) == [try IDText(block.bytes).document().number])
        #expect(said.count { if case .send = $0 { true } else { false } } == 3)
    }

    @Test func `§6.1 a reply cut anywhere gives no card, and the next try reads it`() {
        let whole = Reader()
        for cut in [0, 1, 5, 6, 7, 10, 263, 264, 1000, 1293, 1294] {
            var (decoder, now) = rested()
            var broken = whole
            broken.read = Array(whole.read.prefix(cut))
            let said = Self.play(&decoder, broken, at: now)
            #expect(documents(said).isEmpty)
            #expect(misreads(said) == 1)
            now = now + .seconds(10)
            #expect(documents(Self.play(&decoder, whole, at: now)).count == 1)
        }
    }

    @Test(arguments: [1, 2, 3, 64, 255, 1024]) func `a reply may come in pieces`(size: Int) {
        var (decoder, now) = rested()
        #expect(documents(Self.play(&decoder, Reader(), at: now, chunk: size)).count == 1)
    }

    @Test func `§6.1 the frame that follows in the same read is not taken for the next answer`() {
        var (decoder, now) = rested()
        var eager = Reader()
        eager.find += eager.find
        #expect(documents(Self.play(&decoder, eager, at: now)) == ["350102199003070012"])
    }

    @Test func `a card is not read before it is selected, whatever else arrives`() {
        for early in [SDTFrameTests.found, Reader.card(.r2)] {
            var (decoder, now) = rested()
            var reader = Reader()
            reader.find += early
            reader.select = Reader.status(0x81)
            let said = Self.play(&decoder, reader, at: now)
            #expect(documents(said).isEmpty)
            #expect(!said.contains(.send(SDTFrame.Request.read.bytes)))
        }
    }

    @Test func `noise before the head does no harm`() {
        var (decoder, now) = rested()
        var noisy = Reader()
        noisy.find = [0x00, 0xAA, 0xAA, 0xFF] + noisy.find
        noisy.read = [0x96, 0x69, 0xAA] + noisy.read
        #expect(documents(Self.play(&decoder, noisy, at: now)).count == 1)
    }

    @Test func `§6.1 a wrong checksum gives no card`() {
        let whole = Reader()
        for place in [7, 20, 263, 900, 1294] {
            var (decoder, now) = rested()
            var broken = whole
            broken.read[place] ^= 0x01
            let said = Self.play(&decoder, broken, at: now)
            #expect(documents(said).isEmpty)
            #expect(misreads(said) == 1)
        }
    }

    @Test(arguments: [0x24, 0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x81, 0x91] as [UInt8])
    func `§6.1 a card the reader cannot read is told to the patient`(code: UInt8) {
        for step in [\Reader.select, \Reader.read] {
            var (decoder, now) = rested()
            var reader = Reader()
            reader[keyPath: step] = Reader.status(code)
            let said = Self.play(&decoder, reader, at: now)
            #expect(documents(said).isEmpty)
            #expect(misreads(said) == 1)
        }
    }

    @Test(arguments: [0x60, 0x66] as [UInt8])
    func `a broken reader is lost at once and ready when it answers well`(code: UInt8) {
        var (decoder, now) = rested()
        var reader = Reader()
        reader.find = Reader.status(code)
        let said = Self.play(&decoder, reader, at: now)
        #expect(said.contains { if case .failed = $0 { true } else { false } })
        reader.find = Reader.status(0x80)
        #expect(Self.play(&decoder, reader, at: now + .seconds(1)).contains(.answered))
    }

    @Test(arguments: [0x10, 0x11, 0x21, 0x77] as [UInt8])
    func `a request that arrived wrong is asked again, three in a row are a lost reader`(
        code: UInt8
    ) {
        var (decoder, now) = rested()
        var reader = Reader()
        reader.find = Reader.status(code)
        let failures = (1...4).map { step in
            Self.play(&decoder, reader, at: now + .seconds(step))
                .contains { if case .failed = $0 { true } else { false } }
        }
        #expect(failures == [false, false, true, true])
    }

    @Test
    func `§6.1 three questions without an answer are a lost reader, one answer brings it back`() {
        var (decoder, now) = rested()
        var silent = Reader()
        silent.find = []
        let failures = (1...3).map { step in
            Self.play(&decoder, silent, at: now + .seconds(10 * step))
                .contains { if case .failed = $0 { true } else { false } }
        }
        #expect(failures == [false, false, true])
        let said = Self.play(&decoder, Reader(), at: now + .seconds(100))
        #expect(said.contains(.answered) && documents(said).count == 1)
    }

    @Test func `§6.1 a card pulled between select and read is told to the patient`() {
        for answer in [Reader.status(0x80), Reader.status(0x41), []] {
            var (decoder, now) = rested()
            var reader = Reader()
            reader.read = answer
            let said = Self.play(&decoder, reader, at: now)
            #expect(documents(said).isEmpty)
            #expect(misreads(said) == 1)
        }
    }

    @Test func `§6.1 a card that answers too late is not taken for the next patient's`() {
        var (decoder, now) = rested()
        var slow = Reader()
        slow.read = []
        _ = Self.play(&decoder, slow, at: now)
        now = now + .seconds(5)
        // The first patient's text arrives while the reader rests; it goes nowhere.
        #expect(decoder.receive(Reader.card(.r1), at: now) == [])
        let said = Self.play(&decoder, Reader(.r2), at: now + .seconds(5))
        #expect(documents(said) == ["11010519491231002X"])
    }

    @Test func `a question is asked every 300 ms, and a chattering line is asked all the same`() {
        var (decoder, now) = rested()
        _ = decoder.tick(at: now)
        _ = decoder.receive(Reader.status(0x80), at: now)
        #expect(decoder.deadline == now + .milliseconds(300))
        for step in 1...20 {
            _ = decoder.receive([0xAA], at: now + .milliseconds(200 * step))
        }
        #expect(decoder.deadline == now + .seconds(3))
    }

    @Test func `a slow line is given the time its bytes take`() {
        var decoder = SDTDecoder(speed: 9600)
        let now = ContinuousClock.now
        _ = decoder.opened(at: now)
        _ = decoder.receive(SDTFrameTests.found, at: now)
        _ = decoder.receive(SDTFrameTests.selected, at: now)
        #expect(decoder.deadline == now + .milliseconds(1500 + 1348))
    }

    @Test func `an unreadable card is not a card`() {
        var (decoder, now) = rested()
        let said = Self.play(&decoder, Reader(.r1.with(5, "350102199003070013")), at: now)
        #expect(documents(said).isEmpty)
        #expect(misreads(said) == 1)
    }
}
