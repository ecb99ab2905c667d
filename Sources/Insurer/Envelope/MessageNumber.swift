import Foundation
import Storage

/// The number of one message (msgid), never used twice by an institution (interface §2).
enum MessageNumber {
    /// Institution (12), time (14), sequence (4).
    static func text(_ institution: String, at moment: Date, sequence: Int64) -> String {
        let digits = String(sequence % 10_000)
        return institution + InsurerTime.digits(moment)
            + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// The next one; the counter is one for all connectors and daemons of the institution.
    static func next(of institution: String, at moment: Date, in store: Store) async throws
        -> String
    {
        // Undone by a power cut, the request that bears it has not left: it goes only once the
        // note of it, written later, is on disk for certain.
        let sequence = try await store.write(.soon) {
            try Serials.next("insurer.\(institution)", in: $0)
        }
        return text(institution, at: moment, sequence: sequence)
    }
}
