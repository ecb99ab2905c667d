import Foundation
import Hospital

extension Records {
    /// What an event of moment `at` says about a visit, but for its end.
    public static func entry(_ visit: Visit, at: Date) -> Entry {
        Entry([
            """
            INSERT INTO visit (id, patient, number, campus, kind, department, departmentName,
                doctor, doctorName, openedAt, updatedAt)
            VALUES (\(visit.id), \(visit.patient), \(visit.number), \(visit.campus),
                \(visit.kind), \(visit.department?.code), \(visit.department?.name),
                \(visit.doctor?.id), \(visit.doctor?.name), \(visit.openedAt), \(at))
            ON CONFLICT (id) DO UPDATE SET patient = excluded.patient, number = excluded.number,
                campus = excluded.campus, kind = excluded.kind,
                department = excluded.department, departmentName = excluded.departmentName,
                doctor = excluded.doctor, doctorName = excluded.doctorName,
                openedAt = excluded.openedAt, updatedAt = excluded.updatedAt
            WHERE excluded.updatedAt >= visit.updatedAt
            """
        ])
    }

    /// The end of a visit, even before it was opened; of several the last counts.
    public static func entry(closing visit: String, campus: String, at: Date) -> Entry {
        // Older than any event, so that the visit itself fills in the rest when it comes.
        Entry([
            """
            INSERT INTO visit (id, campus, kind, openedAt, closedAt, updatedAt)
            VALUES (\(visit), \(campus), 'outpatient', \(at), \(at), 0)
            ON CONFLICT (id) DO UPDATE SET closedAt = excluded.closedAt
            WHERE visit.closedAt IS NULL OR excluded.closedAt > visit.closedAt
            """
        ])
    }

    public static func visit(id: String, in transaction: any Transaction) throws -> Visit? {
        try transaction.row(
            """
            SELECT id, patient, number, campus, kind, department, departmentName, doctor,
                doctorName, openedAt, closedAt
            FROM visit WHERE id = \(id) AND patient IS NOT NULL
            """
        ).map(Visit.init)
    }

    /// A patient's visits, latest first.
    public static func visits(
        of patient: String, limit: Int = 50, in transaction: any Transaction
    ) throws -> [Visit] {
        try transaction.rows(
            """
            SELECT id, patient, number, campus, kind, department, departmentName, doctor,
                doctorName, openedAt, closedAt
            FROM visit WHERE patient = \(patient) ORDER BY openedAt DESC, id LIMIT \(limit)
            """
        ).map(Visit.init)
    }

    /// Visits under an outpatient number (门诊号), latest first: some hospitals give one number
    /// to all visits of a patient.
    public static func visits(
        numbered number: String, limit: Int = 50, in transaction: any Transaction
    ) throws -> [Visit] {
        try transaction.rows(
            """
            SELECT id, patient, number, campus, kind, department, departmentName, doctor,
                doctorName, openedAt, closedAt
            FROM visit WHERE number = \(number) AND patient IS NOT NULL
            ORDER BY openedAt DESC, id LIMIT \(limit)
            """
        ).map(Visit.init)
    }
}

extension Visit {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.string("id"), patient: try row.string("patient"),
            number: try row.optionalString("number"), campus: try row.string("campus"),
            kind: try row.named("kind"), department: try row.coding("department"),
            doctor: try row.clinician("doctor"), openedAt: try row.date("openedAt"),
            closedAt: try row.optionalDate("closedAt"))
    }
}

extension Row {
    /// From the columns `column` and `columnName`.
    func coding(_ column: String) throws -> Coding? {
        guard let code = try optionalString(column) else { return nil }
        return Coding(code: code, name: try optionalString(column + "Name"))
    }

    /// From the columns `column` and `columnName`.
    func clinician(_ column: String) throws -> Clinician? {
        guard let id = try optionalString(column) else { return nil }
        return Clinician(id: id, name: try optionalString(column + "Name"))
    }
}
