import Foundation

/// What is heard before the words, so that heads turn before the number is said.
enum Chime {
    /// Two soft falling tones, a major third apart.
    static let usual = bells([(659.3, 0), (523.3, 0.28)], lasting: 0.85)
    /// Three quick rising tones; no one takes it for the other.
    static let emergency = bells([(784, 0), (988, 0.14), (1174.7, 0.28)], lasting: 0.8)

    /// Struck tones that die away, each with a quieter octave.
    /// - Parameters:
    ///   - strokes: Hertz, and seconds from the beginning.
    ///   - lasting: Seconds.
    static func bells(_ strokes: [(pitch: Double, at: Double)], lasting: Double) -> Sound {
        let rate = Double(Sound.usualRate)
        let samples = (0..<Int(lasting * rate)).map { index in
            let time = Double(index) / rate
            let tail = min(1, (lasting - time) / 0.06)  // no click at the end
            let sum = strokes.reduce(0.0) { sum, stroke in
                let age = time - stroke.at
                guard age >= 0 else { return sum }
                let attack = min(1, age / 0.008)
                let turn = 2 * Double.pi * stroke.pitch * age
                return sum + attack * exp(-age * 6) * (sin(turn) + 0.25 * sin(2 * turn))
            }
            return Int16(sum * tail * 8_000)
        }
        return Sound(samples: samples).levelled(to: Sound.chimeLevel)
    }
}
