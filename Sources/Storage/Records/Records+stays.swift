import Foundation
import Hospital

extension Records {
    /// What an event says has happened to a stay.
    public static func entry(_ movement: StayMovement, campus: String) throws -> Entry {
        Entry(
            [],
            movement: StayEntry(
                movement: movement, campus: campus, text: try JSONText.encode(movement)))
    }

    /// Nil as long as no admission has arrived.
    public static func stay(id: String, in transaction: any Transaction) throws -> Stay? {
        try transaction.row(
            """
            SELECT id, patient, number, campus, state, department, departmentName, ward,
                wardName, bed, doctor, doctorName, admittedAt, dischargedAt
            FROM stay WHERE id = \(id) AND patient IS NOT NULL
            """
        ).map(Stay.init)
    }

    /// A patient's stays, latest first, with those that were cancelled.
    public static func stays(
        of patient: String, limit: Int = 50, in transaction: any Transaction
    ) throws -> [Stay] {
        try transaction.rows(
            """
            SELECT id, patient, number, campus, state, department, departmentName, ward,
                wardName, bed, doctor, doctorName, admittedAt, dischargedAt
            FROM stay WHERE patient = \(patient) ORDER BY admittedAt DESC, id LIMIT \(limit)
            """
        ).map(Stay.init)
    }

    /// Stays under an inpatient number (住院号), latest first: some hospitals keep one number
    /// for all stays of a patient.
    public static func stays(
        numbered number: String, limit: Int = 50, in transaction: any Transaction
    ) throws -> [Stay] {
        try transaction.rows(
            """
            SELECT id, patient, number, campus, state, department, departmentName, ward,
                wardName, bed, doctor, doctorName, admittedAt, dischargedAt
            FROM stay WHERE number = \(number) AND patient IS NOT NULL
            ORDER BY admittedAt DESC, id LIMIT \(limit)
            """
        ).map(Stay.init)
    }

    /// Who lies in a ward now, by bed.
    public static func inpatients(
        ofWard ward: String, in transaction: any Transaction
    ) throws -> [Stay] {
        try transaction.rows(
            """
            SELECT id, patient, number, campus, state, department, departmentName, ward,
                wardName, bed, doctor, doctorName, admittedAt, dischargedAt
            FROM stay WHERE ward = \(ward) AND state = 'admitted' AND patient IS NOT NULL
            ORDER BY bed, id
            """
        ).map(Stay.init)
    }

    /// All that has happened to a stay, in the order it was told.
    public static func movements(
        of stay: String, in transaction: any Transaction
    ) throws -> [StayMovement] {
        try transaction.rows(
            """
            SELECT movement FROM stayMovement WHERE stay = \(stay) ORDER BY toldAt, id
            """
        ).map { try $0.json("movement", as: StayMovement.self) }
    }
}

extension Stay {
    init(_ row: Row) throws {
        let state: State = try row.named("state")
        self.init(
            id: try row.string("id"), patient: try row.string("patient"),
            number: try row.optionalString("number"), campus: try row.string("campus"),
            place: Place(
                department: try row.coding("department"), ward: try row.coding("ward"),
                bed: try row.optionalString("bed"), doctor: try row.clinician("doctor")),
            admittedAt: try row.date("admittedAt"),
            dischargedAt: try row.optionalDate("dischargedAt"), isCancelled: state == .cancelled)
    }
}
