import Foundation

/// Random numbers that are the same for the same seed, on every machine.
struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to 1.
    mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }

    mutating func happens(_ probability: Double) -> Bool { share() < probability }

    mutating func between(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * share()
    }

    /// Bell-shaped around 0 with deviation 1, at most 6 away.
    mutating func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + share() } }
}
