import Foundation
import Storage
import Wires

/// How one try at a delivery ended, and what becomes true with it.
public struct Outcome: Sendable {
    public enum Verdict: Hashable, Sendable {
        /// The counterparty has it.
        case delivered
        /// They asked us to come back; not an attempt.
        case wait(Duration)
        /// They certainly have it not; to be tried again, later and later.
        case retry(because: String)
        /// Never again by itself; a person must look.
        case refused(because: String)
        /// They may have it: the next step is to ask, never to send again.
        case unknown(because: String)
    }

    public let verdict: Verdict
    /// Runs in the transaction of the acknowledgement: both are kept, or neither.
    public let keep: (@Sendable (any Transaction) throws -> Void)?

    init(_ verdict: Verdict, keep: (@Sendable (any Transaction) throws -> Void)? = nil) {
        self.verdict = verdict
        self.keep = keep
    }

    public static let delivered = Outcome(.delivered)
    public static func wait(_ time: Duration) -> Self { Self(.wait(time)) }
    public static func retry(because reason: String) -> Self { Self(.retry(because: reason)) }
    public static func refused(because reason: String) -> Self { Self(.refused(because: reason)) }
    public static func unknown(because reason: String) -> Self { Self(.unknown(because: reason)) }

    /// The same, with `keep` as its other half.
    public func keeping(_ keep: @escaping @Sendable (any Transaction) throws -> Void) -> Self {
        let before = self.keep
        return Self(verdict) { transaction in
            try before?(transaction)
            try keep(transaction)
        }
    }

    /// What a wire that brought no answer means for the delivery.
    public init(_ error: WireError) {
        switch error.kind {
        case .unsent: self = .retry(because: error.description)
        case .unanswered, .garbled: self = .unknown(because: error.description)
        }
    }
}

/// A delivery whose operation this version does not know: it waits, visibly, for one that does.
public struct UnknownOperation: PlainError, Hashable {
    public let operation: String

    public init(_ operation: String) { self.operation = operation }

    public var description: String {
        "this version of LabQueue does not know \(operation); install the one that planned it"
    }
}

/// A delivery whose payload lacks what its operation needs: no later try can read it either.
public struct UnreadablePayload: PlainError, Hashable {
    public init() {}

    public var description: String { "the errand's payload lacks members; skip it and report this" }
}
