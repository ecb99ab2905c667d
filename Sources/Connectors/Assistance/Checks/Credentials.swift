import Foundation
import Hospital
import Storage

/// The credentials saved for admissions, in table `assistanceCredential`; no number in full.
enum Credentials {
    struct Saved: Hashable, Sendable {
        let campus: String
        /// The caller's own number of the change, by which a repeat is told.
        let request: String
        let stay: String
        let patient: String
        let kind: Credential.Kind
        let fingerprint: String
        /// The last four places of its number.
        let ending: String
        let at: Date
        let actor: String
        /// What was decided on it; nil until then.
        let decision: Int?

        func isOf(_ credential: Credential, stay: String) -> Bool {
            self.stay == stay && fingerprint == credential.fingerprint
        }
    }

    static func find(
        _ request: String, campus: String, in transaction: any Transaction
    ) throws -> Saved? {
        try transaction.row(
            """
            SELECT * FROM assistanceCredential WHERE campus = \(campus) AND request = \(request)
            """
        ).map(Saved.init)
    }

    /// The one saved last.
    static func last(of stay: String, in transaction: any Transaction) throws -> Saved? {
        try transaction.row(
            """
            SELECT * FROM assistanceCredential WHERE stay = \(stay)
            ORDER BY at DESC, request DESC LIMIT 1
            """
        ).map(Saved.init)
    }

    /// Whom the last credential that named somebody named; `Insured.fingerprint`.
    static func lastPerson(
        of stay: String, _ patient: String, in transaction: any Transaction
    ) throws -> String? {
        try transaction.row(
            """
            SELECT person FROM assistanceCredential
            WHERE stay = \(stay) AND patient = \(patient) AND person IS NOT NULL
            ORDER BY at DESC, request DESC LIMIT 1
            """)?.string("person")
    }

    /// - Returns: Whether it is new; a known number changes nothing.
    static func insert(
        _ credential: Credential, _ request: String, of subject: Subject, stay: String,
        person: String?, by actor: String, at now: Date, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO assistanceCredential (campus, request, stay, patient, kind, fingerprint,
                person, ending, at, actor)
            VALUES (\(subject.campus), \(request), \(stay), \(subject.patient.id),
                \(credential.kind), \(credential.fingerprint), \(person), \(credential.ending),
                \(now), \(actor))
            ON CONFLICT (campus, request) DO NOTHING
            """) == 1
    }

    static func decide(
        _ request: String, campus: String, _ decision: Int, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE assistanceCredential SET decision = \(decision)
            WHERE campus = \(campus) AND request = \(request) AND decision IS NULL
            """)
    }
}

extension Credentials.Saved {
    fileprivate init(_ row: Row) throws {
        self.init(
            campus: try row.string("campus"), request: try row.string("request"),
            stay: try row.string("stay"), patient: try row.string("patient"),
            kind: try row.named("kind"), fingerprint: try row.string("fingerprint"),
            ending: try row.string("ending"), at: try row.date("at"),
            actor: try row.string("actor"), decision: try row.optionalInt("decision"))
    }
}
