import Foundation
import Storage

/// What the insurer was asked and answered, in table `assistanceEnquiry`.
enum Enquiries {
    /// The last one about a person; it counts only on its day.
    static func last(
        about person: String, on day: String, in transaction: any Transaction
    ) throws -> Enquiry? {
        try transaction.row(
            """
            SELECT * FROM assistanceEnquiry WHERE person = \(person) AND day = \(day)
            ORDER BY id DESC LIMIT 1
            """
        ).map(Enquiry.init)
    }

    /// The last one that brought an answer, of whatever day.
    static func lastKnown(
        about person: String, in transaction: any Transaction
    ) throws -> Enquiry? {
        try transaction.row(
            """
            SELECT * FROM assistanceEnquiry WHERE person = \(person) AND failure IS NULL
            ORDER BY id DESC LIMIT 1
            """
        ).map(Enquiry.init)
    }

    static func find(_ id: Int, in transaction: any Transaction) throws -> Enquiry? {
        try transaction.row("SELECT * FROM assistanceEnquiry WHERE id = \(id)")
            .map(Enquiry.init)
    }

    /// Keeps it, whatever its `id` is, and gives it with its number.
    static func insert(_ enquiry: Enquiry, in transaction: any Transaction) throws -> Enquiry {
        let relief = enquiry.answer?.relief
        let failure: Verdict.Failure? =
            if case .failed(let failure) = enquiry.result { failure } else { nil }
        let rows = try transaction.rows(
            """
            INSERT INTO assistanceEnquiry (person, campus, day, at, occasion, actor, msgid,
                failure, said, flag, code, validFrom, validUntil, identities, isOver)
            VALUES (\(enquiry.person), \(enquiry.campus), \(enquiry.day), \(enquiry.at),
                \(enquiry.occasion), \(enquiry.actor), \(enquiry.msgid), \(failure),
                \(enquiry.said), \(relief?.flag), \(relief?.code), \(relief?.period.from),
                \(relief?.period.until),
                \((enquiry.answer?.identities ?? []).joined(separator: " ")),
                \(enquiry.answer?.isOver ?? false))
            RETURNING *
            """)
        return try rows.first.map(Enquiry.init) ?? enquiry
    }
}

extension Enquiry {
    fileprivate init(_ row: Row) throws {
        let at = try row.date("at")
        let failure: Verdict.Failure? =
            try row.optionalString("failure") == nil ? nil : row.named("failure")
        self.init(
            id: try row.int("id"), person: try row.string("person"),
            campus: try row.string("campus"), day: try row.string("day"), at: at,
            occasion: try row.named("occasion"), actor: try row.string("actor"),
            msgid: try row.optionalString("msgid"),
            result: try failure.map(Result.failed)
                ?? .known(
                    KnownAnswer(
                        relief: Relief(
                            flag: try row.optionalString("flag"),
                            code: try row.optionalString("code"),
                            period: Period(
                                from: try row.optionalString("validFrom"),
                                until: try row.optionalString("validUntil"))),
                        identities: try row.string("identities").split(separator: " ")
                            .map(String.init),
                        isOver: try row.bool("isOver"), at: at)),
            said: try row.optionalString("said"))
    }
}
