import Testing

@testable import Hall

/// Noise on the line: nothing falls over and nobody is called.
struct RandomBytesTests {
    /// SplitMix64, so that a failure can be played again from its seed.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// Random bytes in random pieces at random moments, a tick between them.
    private func rain(
        on decoder: inout some ReaderDecoder, _ dice: inout Dice, alphabet: [UInt8]? = nil
    ) -> [ReaderOutput] {
        var now = ContinuousClock.now
        var outputs = decoder.opened(at: now)
        var left = 10_000
        while left > 0 {
            let count = min(left, Int.random(in: 1...200, using: &dice))
            let bytes = (0..<count).map { _ in
                alphabet?.randomElement(using: &dice) ?? UInt8.random(in: 0...255, using: &dice)
            }
            outputs += decoder.receive(bytes, at: now)
            now = now + .milliseconds(Int.random(in: 0...400, using: &dice))
            outputs += decoder.tick(at: now)
            left -= count
        }
        return outputs
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `§6.1 10,000 random bytes are never an ID card`(seed: UInt64) {
        var dice = Dice(state: seed)
        var decoder = SDTDecoder(speed: 115_200)
        // The second rain is made of the bytes frames begin with, so that heads do occur.
        let heads: [UInt8] = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x08, 0x90, 0x9F, 0x80]
        for alphabet in [nil, heads] {
            let outputs = rain(on: &decoder, &dice, alphabet: alphabet)
            #expect(!outputs.contains { if case .document = $0 { true } else { false } })
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `§6.1 10,000 random bytes are never a patient card where the profile says what one is`(
        seed: UInt64
    ) throws {
        var dice = Dice(state: seed)
        let settings = ReaderSettings(
            id: "qr", kiosk: "K1", kind: .serial, device: "/dev/x", accepts: #"\d{10}"#)
        let profile = try CardProfile(settings)
        var decoder = LineDecoder(end: .enter)
        for case .line(let line) in rain(on: &decoder, &dice) {
            #expect(throws: CardMisread.self) { try profile.number(in: line) }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `§6.1 10,000 random bytes from the keyboard device type nothing`(seed: UInt64) {
        var dice = Dice(state: seed)
        var decoder = WedgeDecoder(end: .enter)
        let outputs = rain(on: &decoder, &dice)
        #expect(!outputs.contains { if case .line = $0 { true } else { false } })
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a text block of random bytes is never a card`(seed: UInt64) {
        var dice = Dice(state: seed)
        for flag in [0x20, 0x4A, 0x49, 0x59] as [UInt8] {
            var block = (0..<256).map { _ in UInt8.random(in: 0...255, using: &dice) }
            (block[248], block[249]) = (flag, 0)
            #expect(throws: IDProblem.self) { try IDText(block).document() }
        }
    }
}
