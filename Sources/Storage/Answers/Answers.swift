import Foundation

/// First answers, kept for a day: whoever repeats a question with its key gets the same one.
public enum Answers {
    /// An answer as it left.
    public struct Answer: Hashable, Sendable {
        public let status: Int
        public let mediaType: String
        /// The document's name, for one that is.
        public let name: String?
        public let body: Data

        public init(status: Int, mediaType: String, name: String? = nil, body: Data) {
            self.status = status
            self.mediaType = mediaType
            self.name = name
            self.body = body
        }
    }

    /// What a key says about a question.
    public enum Standing: Hashable, Sendable {
        /// Asked for the first time: answer it, then `keep` or `forget`.
        case new
        /// Being answered at this moment.
        case underWay
        case answered(Answer)
        /// The key belongs to another question.
        case another
    }

    /// How long an answer is kept, in seconds.
    static let lifetime: TimeInterval = 24 * 3600
    /// In seconds; whoever was answering for longer has died, and the question is asked anew.
    static let patience: TimeInterval = 180

    /// Takes the key for a question, or says what became of it.
    /// - Parameters:
    ///   - caller: Whose keys they are; two callers may use the same key.
    ///   - question: A hash of what is asked.
    public static func begin(
        _ key: String, of caller: String, question: String, at now: Date,
        in transaction: any Transaction
    ) throws -> Standing {
        try transaction.execute(
            "DELETE FROM answer WHERE askedAt < \(now.addingTimeInterval(-lifetime))")
        let isNew = try transaction.execute(
            """
            INSERT INTO answer (caller, key, question, askedAt)
            VALUES (\(caller), \(key), \(question), \(now))
            ON CONFLICT (caller, key) DO NOTHING
            """)
        guard isNew == 0 else { return .new }
        guard
            let row = try transaction.row(
                """
                SELECT question, status, mediaType, name, body FROM answer
                WHERE caller = \(caller) AND key = \(key)
                """)
        else { return .underWay }
        guard try row.string("question") == question else { return .another }
        guard let status = try row.optionalInt("status") else {
            let isOurs = try transaction.execute(
                """
                UPDATE answer SET askedAt = \(now) WHERE caller = \(caller) AND key = \(key)
                    AND status IS NULL AND askedAt < \(now.addingTimeInterval(-patience))
                """)
            return isOurs == 1 ? .new : .underWay
        }
        return .answered(
            Answer(
                status: status, mediaType: try row.string("mediaType"),
                name: try row.optionalString("name"),
                body: Data(base64Encoded: try row.string("body")) ?? Data()))
    }

    public static func keep(
        _ answer: Answer, for key: String, of caller: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE answer SET status = \(answer.status), mediaType = \(answer.mediaType),
                name = \(answer.name), body = \(answer.body.base64EncodedString())
            WHERE caller = \(caller) AND key = \(key)
            """)
    }

    /// Gives the key back: what went wrong was ours or the line's, so asking again makes sense.
    public static func forget(
        _ key: String, of caller: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            "DELETE FROM answer WHERE caller = \(caller) AND key = \(key) AND status IS NULL")
    }
}
