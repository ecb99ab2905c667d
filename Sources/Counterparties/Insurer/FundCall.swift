import Foundation

/// A request that arrived at the platform, whatever became of it.
struct FundCall: Codable, Sendable {
    /// Counted from 1.
    let number: Int
    let at: Date
    let infno: String
    let campus: String
    let msgid: String
    /// Whom and what it is about, as far as it could be read.
    let psnNo: String
    let setlID: String
    /// The list state it asks for; "" where it asks for none.
    let stasType: String
    /// The body, where it was JSON.
    let body: String
    /// Members of the envelope that the interface does not know.
    let unknown: [String]
    /// Empty where a fault kept it from being looked at.
    var outcomes: [Outcome] = []

    struct Outcome: Codable, Sendable {
        /// `0` done, `E01` … refused, an HTTP status where the gateway let nothing through.
        let code: String
        let at: Date
    }

    /// When what it asked was done.
    var acceptedAt: Date? { outcomes.first { $0.code == "0" }?.at }
}
