/// The places at which somebody stands, in order.
///
/// One bit for each place, and a Fenwick tree over the words of bits: insert, remove, rank and
/// k-th cost O(log n), and a million places take under 200 KB. Empty sets own no memory.
struct PlaceSet: Sendable {
    /// A place is bit `place % 64` of word `place / 64`.
    ///
    /// The number of words is a power of two, or zero.
    private var words: [UInt64] = []
    /// Fenwick tree over the words' populations, from index 1.
    private var sums: [Int32] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var first: Int? { self[0] }

    func contains(_ place: Int) -> Bool {
        place >= 0 && place >> 6 < words.count && words[place >> 6] & bit(place) != 0
    }

    /// Says whether it was new.
    @discardableResult
    mutating func insert(_ place: Int) -> Bool {
        guard place >= 0, !contains(place) else { return false }
        grow(toHold: place >> 6)
        words[place >> 6] |= bit(place)
        add(1, to: place >> 6)
        return true
    }

    /// Says whether it was there.
    @discardableResult
    mutating func remove(_ place: Int) -> Bool {
        guard contains(place) else { return false }
        words[place >> 6] &= ~bit(place)
        add(-1, to: place >> 6)
        return true
    }

    /// How many stand before `place`.
    func rank(of place: Int) -> Int {
        guard place > 0 else { return 0 }
        var index = place >> 6
        guard index < words.count else { return count }
        var rank = (words[index] & (bit(place) &- 1)).nonzeroBitCount
        while index > 0 {
            rank += Int(sums[index])
            index &= index - 1
        }
        return rank
    }

    /// The place of the one before whom `rank` others stand.
    subscript(rank: Int) -> Int? {
        guard rank >= 0, rank < count else { return nil }
        var left = rank
        var word = 0
        var stride = words.count
        while stride > 0 {
            if word + stride < sums.count, Int(sums[word + stride]) <= left {
                word += stride
                left -= Int(sums[word])
            }
            stride >>= 1
        }
        var bits = words[word]
        for _ in 0..<left { bits &= bits &- 1 }
        return word << 6 + bits.trailingZeroBitCount
    }

    func next(after place: Int) -> Int? {
        let start = place + 1
        if start >= 0, start >> 6 < words.count {
            let rest = words[start >> 6] & ~(bit(start) &- 1)
            if rest != 0 { return (start >> 6) << 6 + rest.trailingZeroBitCount }
        }
        return self[rank(of: start)]
    }

    private func bit(_ place: Int) -> UInt64 { 1 << UInt64(place & 63) }

    private mutating func add(_ change: Int32, to word: Int) {
        count += Int(change)
        var index = word + 1
        while index < sums.count {
            sums[index] += change
            index += index & -index
        }
    }

    private mutating func grow(toHold word: Int) {
        while words.count <= word {
            let size = max(words.count * 2, 1)
            words.append(contentsOf: repeatElement(0, count: size - words.count))
            sums.append(contentsOf: repeatElement(0, count: size + 1 - sums.count))
            // The new last node spans everything; the others span only new, empty words.
            sums[size] = Int32(count)
        }
    }
}

extension PlaceSet: Equatable {
    /// By who stands where, however much memory was once needed.
    static func == (a: Self, b: Self) -> Bool {
        let shared = min(a.words.count, b.words.count)
        return a.count == b.count && a.words.prefix(shared) == b.words.prefix(shared)
    }
}
