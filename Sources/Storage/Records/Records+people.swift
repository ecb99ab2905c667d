import Foundation
import Hospital
import Lab

extension Records {
    /// Keeps what an event of moment `at` says about a patient, and adds its cards and documents.
    public static func save(
        _ patient: Patient, at: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO patient (id, name, sex, birthDate, phone, updatedAt)
            VALUES (\(patient.id), \(patient.name), \(patient.sex), \(patient.birthDate),
                \(patient.phone), \(at))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, sex = excluded.sex,
                birthDate = excluded.birthDate, phone = excluded.phone,
                updatedAt = excluded.updatedAt
            WHERE excluded.updatedAt >= patient.updatedAt
            """)
        for card in patient.cards {
            try bind(card: card, to: patient.id, at: at, in: transaction)
        }
        for document in patient.documents {
            try transaction.execute(
                """
                INSERT INTO document (type, number, patient, boundAt)
                VALUES (\(document.type), \(document.number.uppercased()), \(patient.id), \(at))
                ON CONFLICT (type, number) DO UPDATE SET patient = excluded.patient,
                    boundAt = excluded.boundAt
                WHERE excluded.boundAt >= document.boundAt
                """)
        }
    }

    /// Gives a card to a patient, who need not be known yet; the newest binding counts.
    public static func bind(
        card: String, to patient: String, at: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO card (number, patient, boundAt) VALUES (\(card), \(patient), \(at))
            ON CONFLICT (number) DO UPDATE SET patient = excluded.patient,
                boundAt = excluded.boundAt
            WHERE excluded.boundAt >= card.boundAt
            """)
    }

    /// The patient whose card, document, visit or own number is `key`, looked up in that order.
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
                "SELECT id, name, sex, birthDate, phone FROM patient WHERE id = \(id)")
        else { return nil }
        return Patient(
            id: try row.string("id"), name: try row.string("name"), sex: try row.named("sex"),
            birthDate: try row.optionalString("birthDate"),
            phone: try row.optionalString("phone"),
            cards: try transaction.rows(
                "SELECT number FROM card WHERE patient = \(id) ORDER BY number"
            ).map { try $0.string("number") },
            documents: try transaction.rows(
                "SELECT type, number FROM document WHERE patient = \(id) ORDER BY type, number"
            ).map { .init(type: try $0.string("type"), number: try $0.string("number")) })
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
