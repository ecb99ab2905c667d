import Postgres

/// The values of one statement as libpq takes them: binary, end to end, in one buffer.
struct Parameters {
    private var bytes: [UInt8] = []
    private var places: [Int?] = []
    private var lengths: [CInt] = []

    init(_ values: [Value]) {
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                places.append(nil)
                lengths.append(0)
                continue
            case .integer(let number):
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .real(let number):
                withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                bytes.append(contentsOf: text.utf8)
            }
            places.append(start)
            lengths.append(CInt(bytes.count - start))
        }
        // So that the empty text has a place, too.
        bytes.append(0)
    }

    /// Lends values, lengths and formats to a call of libpq.
    func lend<Answer>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?
        ) -> Answer
    ) -> Answer {
        let binary = [CInt](repeating: 1, count: lengths.count)
        return bytes.withUnsafeBytes { buffer in
            let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress
            let values = places.map { place in place.flatMap { start?.advanced(by: $0) } }
            return body(values, lengths, binary)
        }
    }
}

extension ValueType {
    /// The server's number of the type: int8, float8, text.
    var oid: Oid {
        switch self {
        case .integer: 20
        case .real: 701
        case .text: 25
        }
    }
}
