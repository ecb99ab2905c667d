/// Mono sound, ready for a loudspeaker.
public struct Sound: Sendable, Hashable {
    public internal(set) var samples: [Int16]
    /// Samples per second.
    public let rate: Int

    /// What eSpeak NG gives, and so what everything is played at.
    public static let usualRate = 22_050

    public init(samples: [Int16] = [], rate: Int = Sound.usualRate) {
        self.samples = samples
        self.rate = rate
    }

    public static func silence(milliseconds: Int, rate: Int = Sound.usualRate) -> Sound {
        Sound(samples: Array(repeating: 0, count: max(0, milliseconds) * rate / 1000), rate: rate)
    }

    public var duration: Duration { .seconds(seconds) }

    var seconds: Double { Double(samples.count) / Double(rate) }

    /// Adds `other` behind; it must have the same rate.
    mutating func append(_ other: Sound) {
        assert(other.rate == rate)
        samples += other.samples
    }

    /// The same sound at another rate, by straight lines between samples.
    func resampled(to other: Int) -> Sound {
        guard other != rate, samples.count > 1 else { return Sound(samples: samples, rate: other) }
        let count = samples.count * other / rate
        let step = Double(rate) / Double(other)
        let new = (0..<count).map { index in
            let place = Double(index) * step
            let left = min(Int(place), samples.count - 1)
            let right = min(left + 1, samples.count - 1)
            let share = place - Double(left)
            return Int16(Double(samples[left]) * (1 - share) + Double(samples[right]) * share)
        }
        return Sound(samples: new, rate: other)
    }

    /// The same sound, softer.
    func at(percent: Int) -> Sound {
        guard percent != 100 else { return self }
        return Sound(samples: samples.map { Int16(Int($0) * percent / 100) }, rate: rate)
    }
}
