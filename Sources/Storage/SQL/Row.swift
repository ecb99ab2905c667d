import Foundation

/// One row of an answer, its columns read by name.
///
/// Reading a column that is absent, NULL or of another type throws `StorageError.Kind.mismatch`.
public struct Row: Sendable {
    /// The names of the columns, shared by all rows of an answer.
    let columns: [String]
    let values: [Value]

    public func string(_ column: String) throws -> String {
        try present(optionalString(column), column)
    }

    public func int(_ column: String) throws -> Int { try present(optionalInt(column), column) }

    public func double(_ column: String) throws -> Double {
        try present(optionalDouble(column), column)
    }

    public func bool(_ column: String) throws -> Bool { try int(column) != 0 }

    /// A moment, stored as microseconds since 1970.
    public func date(_ column: String) throws -> Date { try present(optionalDate(column), column) }

    public func optionalString(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case let other: throw mismatch(column, "is \(other.kind), not text")
        }
    }

    public func optionalInt(_ column: String) throws -> Int? {
        switch try value(column) {
        case .null: nil
        case .integer(let number): Int(number)
        case let other: throw mismatch(column, "is \(other.kind), not an integer")
        }
    }

    public func optionalDouble(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        case let other: throw mismatch(column, "is \(other.kind), not a number")
        }
    }

    public func optionalDate(_ column: String) throws -> Date? {
        try optionalInt(column).map { Date(microseconds: Int64($0)) }
    }

    /// One of the cases of an enumeration, or a name.
    public func named<Named: RawRepresentable>(_ column: String) throws -> Named
    where Named.RawValue == String {
        guard let named = Named(rawValue: try string(column)) else {
            throw mismatch(column, "is not one of the known \(Named.self)")
        }
        return named
    }

    /// A value kept as JSON text.
    public func json<Content: Decodable>(_ column: String, as type: Content.Type) throws -> Content
    {
        do {
            return try JSONText.decode(type, from: string(column))
        } catch let error as DecodingError {
            throw mismatch(column, "is not \(type) in JSON: \(error.whereabouts)")
        }
    }

    public func value(_ column: String) throws -> Value {
        // PostgreSQL folds names that are not quoted to small letters.
        let found =
            columns.firstIndex(of: column)
            ?? columns.firstIndex { $0.utf8.elementsEqual(column.utf8.lazy.map(Self.small)) }
        guard let index = found else {
            throw mismatch(
                column, "is not in the answer, which has \(columns.joined(separator: ", "))")
        }
        return values[index]
    }

    private static func small(_ letter: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) ? letter | 0x20 : letter
    }

    private func present<Content>(_ content: Content?, _ column: String) throws -> Content {
        guard let content else { throw mismatch(column, "is empty (NULL)") }
        return content
    }

    private func mismatch(_ column: String, _ reason: String) -> StorageError {
        StorageError(
            .mismatch, attempted: "read column \(column)", reason: "it \(reason)",
            remedy: "run `labqueue verify`; if it finds damage, restore the last backup")
    }
}
