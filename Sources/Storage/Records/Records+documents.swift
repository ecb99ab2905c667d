import Foundation

extension Records {
    /// A paper that says who somebody is, with the moment it was told of.
    public struct BoundDocument: Hashable, Sendable {
        public let number: String
        /// The `at` of the event.
        public let boundAt: Date
    }

    /// A patient's documents of one type, the one told of last first: a number that the HIS has
    /// corrected stays beside the right one.
    public static func documents(
        _ type: String, of patient: String, in transaction: any Transaction
    ) throws -> [BoundDocument] {
        try transaction.rows(
            """
            SELECT number, boundAt FROM document WHERE patient = \(patient) AND type = \(type)
            ORDER BY boundAt DESC, number
            """
        ).map { BoundDocument(number: try $0.string("number"), boundAt: try $0.date("boundAt")) }
    }

    /// The patients who hold a document of this number, of whatever type.
    public static func patients(
        holdingDocument number: String, in transaction: any Transaction
    ) throws -> [String] {
        try transaction.rows(
            """
            SELECT DISTINCT patient FROM document WHERE number = \(number.uppercased())
            ORDER BY patient
            """
        ).map { try $0.string("patient") }
    }
}

/// A document is never spelled out in a log.
extension Records.BoundDocument: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "a document" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
