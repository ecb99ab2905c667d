import Foundation

/// RIFF WAVE with 16-bit samples, one channel written, one or two read.
extension Sound {
    public struct WAVProblem: Error, CustomStringConvertible {
        let file: String
        let reason: String

        public var description: String {
            "cannot read the sound \(file): \(reason); save it as 16-bit PCM WAV"
        }
    }

    public var wav: Data {
        var data = Data(capacity: 44 + samples.count * 2)
        func put(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
        }
        data.append(contentsOf: "RIFF".utf8)
        put(UInt32(36 + samples.count * 2))
        data.append(contentsOf: "WAVEfmt ".utf8)
        put(UInt32(16))
        put(UInt16(1))  // PCM
        put(UInt16(1))  // channel
        put(UInt32(rate))
        put(UInt32(rate * 2))  // bytes per second
        put(UInt16(2))  // bytes per frame
        put(UInt16(16))  // bits per sample
        data.append(contentsOf: "data".utf8)
        put(UInt32(samples.count * 2))
        samples.forEach(put)
        return data
    }

    public func writeWAV(to file: URL) throws { try wav.write(to: file, options: .atomic) }

    public init(wav file: URL) throws {
        try self.init(wav: Data(contentsOf: file), named: file.lastPathComponent)
    }

    init(wav data: Data, named name: String) throws(WAVProblem) {
        let bytes = [UInt8](data)
        func number(_ at: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        func tag(_ at: Int) -> String { String(decoding: bytes[at..<at + 4], as: UTF8.self) }
        guard bytes.count > 44, tag(0) == "RIFF", tag(8) == "WAVE" else {
            throw WAVProblem(file: name, reason: "it is no WAV file")
        }
        var format: (kind: Int, channels: Int, rate: Int, bits: Int)?
        var at = 12
        while at + 8 <= bytes.count {
            let length = number(at + 4, 4)
            let body = at + 8
            if tag(at) == "fmt ", length >= 16, body + 16 <= bytes.count {
                format = (
                    number(body, 2), number(body + 2, 2), number(body + 4, 4),
                    number(body + 14, 2)
                )
            } else if tag(at) == "data" {
                guard let format, format.kind == 1, format.bits == 16,
                    (1...2).contains(format.channels), (4_000...192_000).contains(format.rate)
                else { throw WAVProblem(file: name, reason: "it is not 16-bit PCM") }
                let end = min(bytes.count, body + length)
                let frame = 2 * format.channels
                let samples = stride(from: body, to: end - frame + 1, by: frame).map { frame in
                    let sum = (0..<format.channels).reduce(0) { sum, channel in
                        sum + Int(Int16(truncatingIfNeeded: number(frame + 2 * channel, 2)))
                    }
                    return Int16(sum / format.channels)
                }
                self.init(samples: samples, rate: format.rate)
                return
            }
            at = body + length + length % 2
        }
        throw WAVProblem(file: name, reason: "it holds no samples")
    }
}
