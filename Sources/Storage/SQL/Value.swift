import Foundation

/// What a column holds, in the types both engines have.
public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    /// Text as both engines keep it.
    ///
    /// Neither has room for U+0000: PostgreSQL refuses it, SQLite's readers stop there. A broken
    /// counterparty may send it, and what it said must be kept all the same: as its picture, ␀.
    static func text(keeping text: String) -> Value {
        .text(text.utf8.contains(0) ? text.replacing("\0", with: "\u{2400}") : text)
    }

    /// The type's name, for errors; never the content, which may be a patient's.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .real: "a real number"
        case .text: "text"
        }
    }
}

/// What a parameter is, which a NULL alone does not tell.
enum ValueType: Hashable, Sendable {
    case integer, real, text
}

extension Date {
    /// Whole microseconds since 1970-01-01T00:00:00Z, as columns hold moments.
    var microseconds: Int64 { Int64((timeIntervalSince1970 * 1_000_000).rounded()) }

    init(microseconds: Int64) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }
}
