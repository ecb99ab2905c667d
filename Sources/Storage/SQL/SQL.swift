import Foundation
import Lab

/// A statement with its values as parameters: `"SELECT name FROM patient WHERE id = \(id)"`.
///
/// What is interpolated never becomes part of the text, so no value can change the statement.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The literal text before, between and after the parameters; one more than `arguments`.
    public let fragments: [String]
    public let arguments: [Value]
    /// The type each argument has, also where it is NULL.
    let types: [ValueType]

    public init(stringLiteral text: String) {
        fragments = [text]
        arguments = []
        types = []
    }

    /// A statement put together from the names of tables and columns found in a database.
    init(fragments: [String], arguments: [Value], types: [ValueType]) {
        self.fragments = fragments
        self.arguments = arguments
        self.types = types
    }

    public init(stringInterpolation built: StringInterpolation) {
        fragments = built.fragments
        arguments = built.arguments
        types = built.types
    }

    /// The text with a mark in each parameter's place, such as `?` or `$1`.
    /// - Parameter mark: Gives the mark of a parameter, numbered from 1.
    public func text(mark: (Int) -> String) -> String {
        var text = fragments[0]
        for number in fragments.indices.dropFirst() {
            text += mark(number)
            text += fragments[number]
        }
        return text
    }
}

extension SQL {
    /// Gathers the text and, apart from it, the values.
    public struct StringInterpolation: StringInterpolationProtocol {
        var fragments: [String] = [""]
        var arguments: [Value] = []
        var types: [ValueType] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            fragments.reserveCapacity(interpolationCount + 1)
            arguments.reserveCapacity(interpolationCount)
            types.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ text: String) {
            fragments[fragments.count - 1] += text
        }

        private mutating func append(_ value: Value?, _ type: ValueType) {
            arguments.append(value ?? .null)
            types.append(type)
            fragments.append("")
        }

        public mutating func appendInterpolation(_ value: String?) {
            append(value.map(Value.text(keeping:)), .text)
        }

        public mutating func appendInterpolation(_ value: Int?) {
            append(value.map { .integer(Int64($0)) }, .integer)
        }

        public mutating func appendInterpolation(_ value: Double?) {
            append(value.map(Value.real), .real)
        }

        /// Stored as 0 or 1.
        public mutating func appendInterpolation(_ value: Bool?) {
            append(value.map { .integer($0 ? 1 : 0) }, .integer)
        }

        /// Stored as whole microseconds since 1970-01-01T00:00:00Z.
        public mutating func appendInterpolation(_ value: Date?) {
            append(value.map { .integer($0.microseconds) }, .integer)
        }

        /// Stored as `yyyy-MM-dd`.
        public mutating func appendInterpolation(_ value: BusinessDay?) {
            append(value.map { .text($0.date) }, .text)
        }

        /// Names and the cases of enumerations, stored as their text.
        public mutating func appendInterpolation<Named: RawRepresentable>(_ value: Named?)
        where Named.RawValue == String {
            append(value.map { .text(keeping: $0.rawValue) }, .text)
        }

        /// The name of a table or column, which cannot be a parameter; only ever spelled out.
        public mutating func appendInterpolation(raw identifier: StaticString) {
            appendLiteral("\(identifier)")
        }
    }
}
