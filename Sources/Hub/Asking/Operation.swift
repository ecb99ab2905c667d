import Foundation
import Hospital
import Lab
import Storage
import Wires

/// A named question that somebody asks and waits for:
/// `POST /api/v1/connectors/{connector}/{operation}`.
///
/// What the HIS must not do before we agree is one of these: it answers `{"go":false,"reason":…}`.
public struct Operation: Sendable {
    /// Such as `bill.issue`; part of the address.
    public let name: String
    public let does: Words
    /// Who may ask; `admin` may always.
    public let callers: Set<Caller.Role>
    /// An example of what is asked, and of the answer, for OpenAPI.
    public let asks: String
    public let answers: String
    public let answer: @Sendable (Question) async throws -> Answer

    public init(
        _ name: String, _ does: Words, for callers: Set<Caller.Role>, asks: String,
        answers: String, answer: @escaping @Sendable (Question) async throws -> Answer
    ) {
        self.name = name
        self.does = does
        self.callers = callers
        self.asks = asks
        self.answers = answers
        self.answer = answer
    }

    public enum Answer: Sendable {
        case json(JSON)
        case document(Document)
    }
}

/// A page to look at, to keep or to print.
public struct Document: Hashable, Sendable {
    /// `application/pdf` or `image/png`.
    public let mediaType: String
    public let name: String
    public let bytes: Data
    /// What to tell the connector once the paper is out; nil where it does not count papers.
    public let after: After?

    /// A question that whoever printed the document puts to the connector that gave it.
    ///
    /// It may come twice, or long after the patient has gone; `print` in its body is the same for
    /// the same sheet of paper.
    public struct After: Hashable, Sendable {
        /// An operation of the same connector, such as `bill.printed`.
        public let operation: String
        /// An object; the one who printed adds `print`.
        public let body: JSON

        public init(_ operation: String, _ body: JSON) {
            self.operation = operation
            self.body = body
        }
    }

    public init(mediaType: String, name: String, bytes: Data, after: After? = nil) {
        self.mediaType = mediaType
        self.name = name
        self.bytes = bytes
        self.after = after
    }
}

/// What is asked, by whom.
public struct Question: Sendable {
    public let body: JSON
    public let caller: Caller
    public let now: Date
    private let correspondence: Correspondence

    public init(_ body: JSON, by caller: Caller, at now: Date, correspondence: Correspondence) {
        self.body = body
        self.caller = caller
        self.now = now
        self.correspondence = correspondence
    }

    /// Asks the counterparty; what is said is kept as evidence.
    public func exchange<W: Wire>(
        _ request: W.Request, over wire: W, number: String? = nil
    ) async throws -> W.Answer {
        try await correspondence.exchange(request, over: wire, number: number)
    }
}

/// A question answered with no: why, and what to do.
public struct Declined: Error, Hashable, Sendable {
    public enum Kind: Int, Hashable, Sendable {
        case malformed = 400
        case forbidden = 403
        case unknown = 404
        /// Not in this state.
        case conflict = 409
        /// The counterparty could not be asked.
        case unreachable = 502
    }

    public let kind: Kind
    /// Stable, such as `bill-void`; the problem's type is `urn:labqueue:{connector}:{name}`.
    public let name: String
    public let title: Words
    public let detail: Words
    /// What to do now.
    public let action: Words

    public init(_ kind: Kind, _ name: String, title: Words, detail: Words, action: Words) {
        self.kind = kind
        self.name = name
        self.title = title
        self.detail = detail
        self.action = action
    }
}
