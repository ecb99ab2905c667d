/// Decimal numbers as platforms take them: JSON numbers or text, never with an exponent.
enum Amount {
    /// `value` in the unit of its last decimal: 12.3 with two decimals is 1230.
    ///
    /// Nil where it is no number, has an exponent, more decimals, or more than `total` digits.
    static func scaled(_ value: JSON, total: Int, decimals: Int) -> Int? {
        let written: String
        switch value {
        case .number(let digits): written = digits
        case .string(let text): written = text
        default: return nil
        }
        let parts = written.split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNegative = written.hasPrefix("-")
        let integer = parts[0].drop { $0 == "-" }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts[0].count - integer.count <= 1, !integer.isEmpty,
            parts.count == 1 || !fraction.isEmpty,
            (integer + fraction).utf8.allSatisfy({ 48...57 ~= $0 }),
            fraction.count <= decimals, integer.count <= total - decimals,
            let number = Int(
                integer + fraction + String(repeating: "0", count: decimals - fraction.count))
        else { return nil }
        return isNegative ? -number : number
    }

    /// Fen as yuan with two decimals.
    static func yuan(_ fen: Int) -> String {
        let cents = String(fen.magnitude % 100)
        return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(cents.count == 1 ? "0" : "")\(cents)"
    }
}
