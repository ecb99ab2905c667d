/// One frame of the ID-card reader's serial protocol (SDT).
///
/// A head of five bytes, a length, the body and a checksum over length and body; numbers are
/// big-endian.
enum SDTFrame {
    static let head: [UInt8] = [0xAA, 0xAA, 0xAA, 0x96, 0x69]

    /// What the daemon asks, as command and parameter.
    enum Request: Sendable {
        case status, find, select, read

        var bytes: [UInt8] {
            switch self {
            case .status: SDTFrame.encode([0x11, 0xFF])
            case .find: SDTFrame.encode([0x20, 0x01])
            case .select: SDTFrame.encode([0x20, 0x02])
            case .read: SDTFrame.encode([0x30, 0x01])
            }
        }
    }

    /// What the reader says: three status bytes and data.
    struct Reply: Equatable, Sendable {
        let status: SDTStatus
        let data: [UInt8]
    }

    /// A whole frame around `body`, which is command and parameter, or status and data.
    static func encode(_ body: [UInt8]) -> [UInt8] {
        let length = UInt16(body.count + 1)
        let counted = [UInt8(length >> 8), UInt8(length & 0xFF)] + body
        return head + counted + [checksum(counted)]
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt8 { bytes.reduce(0, ^) }
}

extension SDTFrame {
    /// Finds replies in what arrives: split, joined, with noise before or between.
    struct Stream: Sendable {
        enum Found: Equatable, Sendable {
            case reply(Reply)
            case wrongChecksum
        }

        /// Text, photo and fingerprint, with room to spare; a longer length is noise.
        static let longestBody = 4096
        private var buffer: [UInt8] = []

        mutating func receive(_ bytes: [UInt8]) -> [Found] {
            buffer += bytes
            var found: [Found] = []
            while let next = step() { if let next = next.found { found.append(next) } }
            return found
        }

        mutating func forget() { buffer = [] }

        /// One step through the buffer; nil when it must wait for more bytes.
        private mutating func step() -> (found: Found?, Void)? {
            dropNoise()
            guard buffer.count >= 7 else { return nil }
            let length = Int(buffer[5]) << 8 | Int(buffer[6])
            guard 4...Self.longestBody ~= length else {
                buffer.removeFirst()
                return (nil, ())
            }
            guard buffer.count >= 7 + length else { return nil }
            let counted = buffer[5..<(6 + length)]
            guard SDTFrame.checksum(counted) == buffer[6 + length] else {
                // Perhaps the head was noise too: a true frame may begin inside.
                buffer.removeFirst()
                return (.wrongChecksum, ())
            }
            let reply = Reply(
                status: SDTStatus(buffer[7], buffer[8], buffer[9]),
                data: Array(buffer[10..<(6 + length)]))
            buffer.removeFirst(7 + length)
            return (.reply(reply), ())
        }

        /// Drops bytes until the buffer begins with a head, or with what may become one.
        private mutating func dropNoise() {
            let start = buffer.indices.first { index in
                zip(buffer[index...], SDTFrame.head).allSatisfy(==)
            }
            buffer.removeFirst(start ?? buffer.count)
        }
    }
}
