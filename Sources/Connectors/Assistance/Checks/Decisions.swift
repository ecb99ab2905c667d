import Foundation
import Storage

/// What was decided, in table `assistanceDecision`; the last one of an admission is its state.
enum Decisions {
    /// Keeps it where it says something new.
    static func keep(_ decision: Decision, in transaction: any Transaction) throws -> Decision {
        if let last = try last(
            of: decision.patient, stay: decision.stay, in: transaction), last.repeats(decision)
        {
            return last
        }
        let rows = try transaction.rows(
            """
            INSERT INTO assistanceDecision (patient, stay, person, campus, at, enquiry, state,
                because, category, categoryName, hospital)
            VALUES (\(decision.patient), \(decision.stay), \(decision.person),
                \(decision.campus), \(decision.at), \(decision.enquiry), \(decision.state),
                \(decision.because), \(decision.category), \(decision.categoryName),
                \(decision.hospital))
            RETURNING *
            """)
        return try rows.first.map(Decision.init) ?? decision
    }

    /// The state of an admission, or of a patient who has none; nil for one never checked.
    ///
    /// An admission that went over to another patient has nothing of the first one's.
    static func last(
        of patient: String, stay: String?, in transaction: any Transaction
    ) throws -> Decision? {
        try recent(of: patient, stay: stay, limit: 1, in: transaction).first
    }

    /// The latest first.
    static func recent(
        of patient: String, stay: String?, limit: Int, in transaction: any Transaction
    ) throws -> [Decision] {
        try transaction.rows(
            """
            SELECT * FROM assistanceDecision
            WHERE patient = \(patient) AND (stay = \(stay) OR (stay IS NULL AND \(stay == nil) = 1))
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Decision.init)
    }

    static func find(_ id: Int, in transaction: any Transaction) throws -> Decision? {
        try transaction.row("SELECT * FROM assistanceDecision WHERE id = \(id)")
            .map(Decision.init)
    }
}

extension Decision {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.int("id"), patient: try row.string("patient"),
            stay: try row.optionalString("stay"), person: try row.optionalString("person"),
            campus: try row.string("campus"), at: try row.date("at"),
            enquiry: try row.optionalInt("enquiry"), state: try row.named("state"),
            because: try row.optionalString("because"),
            category: try row.optionalString("category"),
            categoryName: try row.optionalString("categoryName"),
            hospital: try row.optionalString("hospital"))
    }
}
