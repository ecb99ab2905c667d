import Crypto
import Foundation

/// How many rows there are and what they hold, whatever their order, lane by lane.
struct Tally: Hashable {
    private struct Sum: Hashable {
        var rows = 0
        /// The sums of the first two words of each row's SHA-256.
        var first: UInt64 = 0
        var second: UInt64 = 0
    }

    private var sums: [String?: Sum] = [:]

    var rows: Int { sums.values.reduce(0) { $0 + $1.rows } }

    /// Rows by lane, in the order of lanes; one part without a lane where there are none.
    var parts: [(lane: String?, rows: Int)] {
        sums.map { ($0.key, $0.value.rows) }.sorted { ($0.lane ?? "") < ($1.lane ?? "") }
    }

    mutating func add(_ values: [Value], lane: String?) {
        var hash = SHA256()
        for value in values {
            // The kind and the length before the content, so that no two rows read alike.
            let (kind, bytes): (UInt8, [UInt8]) =
                switch value {
                case .null: (0, [])
                case .integer(let number): (1, Array("\(number)".utf8))
                case .real(let number): (2, Array("\(number.bitPattern)".utf8))
                case .text(let text): (3, Array(text.utf8))
                }
            hash.update(data: [kind])
            hash.update(data: Array("\(bytes.count):".utf8))
            hash.update(data: bytes)
        }
        let words = hash.finalize().withUnsafeBytes {
            (
                $0.loadUnaligned(as: UInt64.self),
                $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            )
        }
        sums[lane, default: Sum()].rows += 1
        sums[lane, default: Sum()].first &+= words.0
        sums[lane, default: Sum()].second &+= words.1
    }
}
