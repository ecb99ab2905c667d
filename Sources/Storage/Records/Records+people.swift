import Foundation
import Hospital
import Lab

extension Records {
    /// Keeps what an event of moment `at` says about a patient, and adds its cards and documents.
    public static func save(
        _ patient: Patient, at: Date, in transaction: any Transaction
    ) throws {
        try entry(patient, at: at).save(in: transaction)
    }

    /// What an event of moment `at` says about a patient, with cards and documents.
    public static func entry(_ patient: Patient, at: Date) -> Entry {
        let person: SQL = """
            INSERT INTO patient (id, name, sex, birthDate, phone, address, updatedAt)
            VALUES (\(patient.id), \(patient.name), \(patient.sex), \(patient.birthDate),
                \(patient.phone), \(patient.address), \(at))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, sex = excluded.sex,
                birthDate = excluded.birthDate, phone = excluded.phone,
                address = excluded.address, updatedAt = excluded.updatedAt
            WHERE excluded.updatedAt >= patient.updatedAt
            """
        let documents = patient.documents.map { document -> SQL in
            """
            INSERT INTO document (type, number, patient, boundAt)
            VALUES (\(document.type), \(document.number.uppercased()), \(patient.id), \(at))
            ON CONFLICT (type, number) DO UPDATE SET patient = excluded.patient,
                boundAt = excluded.boundAt
            WHERE excluded.boundAt >= document.boundAt
            """
        }
        return Entry([person] + patient.cards.map { bound($0, patient.id, at) } + documents)
    }

    /// Gives a card to a patient, who need not be known yet; the newest binding counts.
    public static func bind(
        card: String, to patient: String, at: Date, in transaction: any Transaction
    ) throws {
        try entry(binding: card, to: patient, at: at).save(in: transaction)
    }

    /// A card given to a patient, who need not be known yet; the newest binding counts.
    public static func entry(binding card: String, to patient: String, at: Date) -> Entry {
        Entry([bound(card, patient, at)])
    }

    private static func bound(_ card: String, _ patient: String, _ at: Date) -> SQL {
        """
        INSERT INTO card (number, patient, boundAt) VALUES (\(card), \(patient), \(at))
        ON CONFLICT (number) DO UPDATE SET patient = excluded.patient,
            boundAt = excluded.boundAt
        WHERE excluded.boundAt >= card.boundAt
        """
    }

    /// The patient whose card, document, visit, outpatient, inpatient or own number is `key`,
    /// looked up in that order.
    ///
    /// Only the whole key counts. Where two patients answer to it, nobody does: a guess could
    /// call the wrong person.
    public static func patient(
        byKey key: String, in transaction: any Transaction
    ) throws -> Patient? {
        let key = key.trimmingCharacters(in: .whitespacesAndNewlines)
        let lookups: [SQL] = [
            "SELECT patient FROM card WHERE number = \(key)",
            "SELECT DISTINCT patient FROM document WHERE number = \(key.uppercased())",
            """
            SELECT DISTINCT patient FROM labOrder WHERE visit = \(key) AND patient IS NOT NULL
            """,
            """
            SELECT patient FROM visit WHERE (id = \(key) OR number = \(key))
                AND patient IS NOT NULL
            UNION SELECT patient FROM stay WHERE number = \(key) AND patient IS NOT NULL
            """,
        ]
        for lookup in lookups {
            let found = try transaction.rows(lookup)
            guard let first = found.first else { continue }
            return found.count == 1
                ? try patient(id: first.string("patient"), in: transaction) : nil
        }
        return try patient(id: key, in: transaction)
    }

    public static func patient(
        id: String, in transaction: any Transaction
    ) throws -> Patient? {
        guard
            let row = try transaction.row(
                "SELECT id, name, sex, birthDate, phone, address FROM patient WHERE id = \(id)")
        else { return nil }
        return Patient(
            id: try row.string("id"), name: try row.string("name"), sex: try row.named("sex"),
            birthDate: try row.optionalString("birthDate"),
            phone: try row.optionalString("phone"),
            address: try row.optionalString("address"),
            cards: try transaction.rows(
                "SELECT number FROM card WHERE patient = \(id) ORDER BY number"
            ).map { try $0.string("number") },
            documents: try transaction.rows(
                "SELECT type, number FROM document WHERE patient = \(id) ORDER BY type, number"
            ).map { .init(type: try $0.string("type"), number: try $0.string("number")) })
    }

    /// Whether there is a patient of this number.
    public static func knows(
        patient id: String, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.row("SELECT id FROM patient WHERE id = \(id)") != nil
    }

    /// Patients with `text` in their name, those whose name begins with it first.
    public static func patients(
        named text: String, limit: Int = 50, in transaction: any Transaction
    ) throws -> [Patient] {
        let pattern = text.lowercased().map { "%_\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        guard !pattern.isEmpty else { return [] }
        return try transaction.rows(
            """
            SELECT id FROM patient WHERE lower(name) LIKE \("%\(pattern)%") ESCAPE '\\'
            ORDER BY CASE WHEN lower(name) LIKE \("\(pattern)%") ESCAPE '\\' THEN 0 ELSE 1 END,
                name, id
            LIMIT \(limit)
            """
        ).compactMap { try patient(id: $0.string("id"), in: transaction) }
    }
}
