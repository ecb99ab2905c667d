import Foundation
import Lab

/// A call that the counterparty makes: `/connectors/{connector}/{path}`.
///
/// Whoever answers must first check who calls.
public struct Reception: Sendable {
    public struct Call: Sendable {
        /// Names in lower case.
        public let headers: [String: String]
        public let query: [String: String]
        public let body: Data
        /// The caller's address.
        public let origin: String

        public init(
            headers: [String: String], query: [String: String], body: Data, origin: String
        ) {
            self.headers = headers
            self.query = query
            self.body = body
            self.origin = origin
        }
    }

    public struct Answer: Sendable {
        public let status: Int
        public let mediaType: String
        public let body: Data

        public init(status: Int = 200, mediaType: String, body: Data) {
            self.status = status
            self.mediaType = mediaType
            self.body = body
        }
    }

    public let method: String
    public let path: String
    public let does: Words
    public let answer: @Sendable (Call) async throws -> Answer

    public init(
        _ method: String, _ path: String, _ does: Words,
        answer: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.does = does
        self.answer = answer
    }
}
