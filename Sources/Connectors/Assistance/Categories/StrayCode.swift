import Foundation
import Storage

/// A code that the insurer told with the flag and that no category had: the table lacks it, or
/// has it for other days.
struct StrayCode: Hashable, Sendable {
    let code: String
    /// How many patients it was told of.
    let patients: Int
    let lastAt: Date

    /// How far back they are looked for.
    private static let days = 90.0

    /// Those that no category of `day` has, the latest first.
    static func missing(
        on day: String, at now: Date, in transaction: any Transaction
    ) throws -> [StrayCode] {
        let active = try Categories.all(in: transaction).filter { $0.isActive(on: day) }
        return try met(since: now.addingTimeInterval(-days * 86_400), in: transaction)
            .filter { stray in !active.contains { $0.insurer == stray.code } }
    }

    /// By the index `assistanceDecisionStray`.
    private static func met(
        since moment: Date, in transaction: any Transaction
    ) throws -> [StrayCode] {
        try transaction.rows(
            """
            SELECT e.code AS code, COUNT(DISTINCT d.patient) AS patients, MAX(d.at) AS lastAt
            FROM assistanceDecision d JOIN assistanceEnquiry e ON e.id = d.enquiry
            WHERE d.because = 'unlisted' AND e.code IS NOT NULL AND d.at >= \(moment)
            GROUP BY e.code ORDER BY MAX(d.at) DESC, e.code LIMIT 50
            """
        ).map { row in
            StrayCode(
                code: try row.string("code"), patients: try row.int("patients"),
                lastAt: try row.date("lastAt"))
        }
    }
}
