import Foundation
import Lab

/// One sheet asked for and not a ticket: a bill, a report.
public struct PagePrint: Hashable, Sendable, Identifiable {
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Its pages are being fetched; no printer has seen it.
        case asked
        /// A printer has it.
        case sent
        /// Out of the printer; its connector is still to be told.
        case printed
        /// Out of the printer, and nothing is left to do.
        case told
        /// It will not come out any more, or nobody knows whether it did.
        case failed
    }

    public let id: String
    /// Who asked, such as `kiosk K1`.
    public let caller: String
    /// The caller's `Idempotency-Key`.
    public let key: String
    /// A digest of what was asked, by which the same key for something else is known.
    public let request: String
    /// The patient whose it is.
    public let patient: String
    public let connector: String
    /// The operation that is told once the paper is out, and its body in JSON.
    public var tell: String?
    public var body: String?
    public var state: State
    /// Why it failed.
    public var reason: Words?
    /// When it came into this state.
    public var at: Date

    public init(
        id: String, caller: String, key: String, request: String, patient: String,
        connector: String, at: Date
    ) {
        self.id = id
        self.caller = caller
        self.key = key
        self.request = request
        self.patient = patient
        self.connector = connector
        state = .asked
        self.at = at
    }
}

extension PagePrint: CustomStringConvertible, CustomReflectable {
    public var description: String { "print \(id.prefix(8)), \(state.rawValue)" }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}
