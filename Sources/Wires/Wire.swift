/// Something that carries a request to the other side and brings its answer back.
public protocol Wire: Sendable {
    associatedtype Request: Legible
    associatedtype Answer: Legible

    /// Sends `request` and waits for the whole answer.
    ///
    /// Throws `WireError`, whose kind says whether the other side may have acted.
    /// - Parameter limit: For all of it: connecting, sending, and the last byte of the answer.
    func exchange(_ request: Request, within limit: Duration) async throws -> Answer
}

/// What is said on a wire, as it is kept for evidence: whole, without secrets.
public protocol Legible: Sendable {
    var legible: String { get }
}

/// A wire that did not bring an answer.
public struct WireError: Error, Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Nothing was sent: no connection, no name, no trust. Trying again is safe.
        case unsent
        /// It was sent, wholly or in part, and no whole answer came: they may have acted.
        case unanswered
        /// An answer came that is not one, such as HTML for JSON: they may have acted.
        case garbled
    }

    public let kind: Kind
    /// Whom we called, such as `einvoice.hospital.lan:443`; no path, which may name a patient.
    public let whom: String
    /// What went wrong, in the library's words where it gave any.
    public let reason: String

    public init(_ kind: Kind, whom: String, reason: String) {
        self.kind = kind
        self.whom = whom
        self.reason = reason
    }
}

extension WireError: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .unsent: "nothing was sent to \(whom): \(reason)"
        case .unanswered: "\(whom) did not answer: \(reason)"
        case .garbled: "\(whom) answered what is no answer: \(reason)"
        }
    }
}
