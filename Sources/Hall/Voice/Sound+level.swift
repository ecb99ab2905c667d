import Foundation

/// Equal loudness: a recording and the synthesiser must not differ by a shout.
extension Sound {
    /// Root mean square of what is not silence, in dB below the largest sample there is.
    public var level: Double {
        let peak = samples.lazy.map { abs(Int($0)) }.max() ?? 0
        let loud = samples.lazy.filter { abs(Int($0)) > peak / 50 }
        let (sum, count) = loud.reduce(into: (0.0, 0)) { total, sample in
            total.0 += Double(sample) * Double(sample)
            total.1 += 1
        }
        guard count > 0 else { return -.infinity }
        return 10 * log10(sum / Double(count) / (32_768.0 * 32_768.0))
    }

    /// What speech is brought to, in dB; peaks keep 1 dB of room.
    static let speechLevel = -17.0
    /// Softer than speech.
    static let chimeLevel = -23.0

    /// Samples up to this are silence.
    private static let hush = 200

    /// The same sound at the given level, peaks rounded off rather than cut.
    func levelled(to wanted: Double = speechLevel) -> Sound {
        let present = level
        guard present.isFinite else { return self }
        let gain = pow(10, (wanted - present) / 20)
        let ceiling = 29_000.0  // -1 dB
        let knee = 20_000.0
        let new = samples.map { sample in
            let value = Double(sample) * gain
            let size = abs(value)
            guard size > knee else { return Int16(value) }
            let bent = knee + (ceiling - knee) * tanh((size - knee) / (ceiling - knee))
            return Int16(value < 0 ? -bent : bent)
        }
        return Sound(samples: new, rate: rate)
    }

    /// Without the silence before and behind, but for 15 ms that keep a soft beginning.
    func trimmed() -> Sound {
        let room = rate * 15 / 1000
        guard let first = samples.firstIndex(where: { abs(Int($0)) > Self.hush }),
            let last = samples.lastIndex(where: { abs(Int($0)) > Self.hush })
        else { return Sound(rate: rate) }
        let span = max(0, first - room)...min(samples.count - 1, last + room)
        return Sound(samples: Array(samples[span]), rate: rate)
    }
}
