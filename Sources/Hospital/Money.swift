/// An amount of money in whole fen (分), of which 100 are a yuan.
///
/// Neither fractions nor floating point, so that sums always come out.
public struct Money: Hashable, Sendable {
    public let fen: Int

    public init(fen: Int) { self.fen = fen }
}

extension Money: Comparable, AdditiveArithmetic {
    public static let zero = Money(fen: 0)

    public static func < (one: Money, other: Money) -> Bool { one.fen < other.fen }
    public static func + (one: Money, other: Money) -> Money { Money(fen: one.fen + other.fen) }
    public static func - (one: Money, other: Money) -> Money { Money(fen: one.fen - other.fen) }
}

extension Money {
    /// In yuan with two digits after the point, such as `123.00` or `-0.05`.
    public var yuan: String {
        let digits = String(fen.magnitude)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return "\(fen < 0 ? "-" : "")\(padded.dropLast(2)).\(padded.suffix(2))"
    }

    /// Reads yuan such as `123`, `123.4` or `-0.05`.
    ///
    /// Nil where it is no such number, has parts of a fen, or is too large to be money.
    public init?(yuan text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard
            (1...2).contains(parts.count), let whole = parts.first, (1...15).contains(whole.count)
        else { return nil }
        let part = parts.count == 2 ? parts[1] : "0"
        let digits = whole + part + (part.count == 1 ? "0" : "")
        guard
            (1...2).contains(part.count), let fen = Int(digits),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.init(fen: isNegative ? -fen : fen)
    }
}

/// Travels as whole fen.
extension Money: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(fen: try decoder.singleValueContainer().decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(fen)
    }
}

extension Money: CustomStringConvertible {
    public var description: String { yuan }
}

extension Sequence where Element == Money {
    public var sum: Money { reduce(.zero, +) }
}
