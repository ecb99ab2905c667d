import Hospital

/// What those ask who look at many stays at once.
extension Records {
    /// All that has happened to each of `stays`, in the order it was told.
    public static func movements(
        ofStays stays: [String], in transaction: any Transaction
    ) throws -> [String: [StayMovement]] {
        let rows = try transaction.rows(
            """
            SELECT stay, movement FROM stayMovement WHERE stay IN (\(list: stays))
            ORDER BY stay, toldAt, id
            """)
        var movements: [String: [StayMovement]] = [:]
        for row in rows {
            movements[try row.string("stay"), default: []]
                .append(try row.json("movement", as: StayMovement.self))
        }
        return movements
    }

    /// Those of `stays` that have been admitted, by their numbers.
    public static func stays(
        _ stays: [String], in transaction: any Transaction
    ) throws -> [String: Stay] {
        let found = try transaction.rows(
            """
            SELECT id, patient, number, campus, state, department, departmentName, ward,
                wardName, bed, doctor, doctorName, admittedAt, dischargedAt
            FROM stay WHERE id IN (\(list: stays)) AND patient IS NOT NULL
            """
        ).map(Stay.init)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// All stays of each of `patients`, the earliest first, with those that were cancelled.
    public static func stays(
        ofPatients patients: [String], in transaction: any Transaction
    ) throws -> [String: [Stay]] {
        let found = try transaction.rows(
            """
            SELECT id, patient, number, campus, state, department, departmentName, ward,
                wardName, bed, doctor, doctorName, admittedAt, dischargedAt
            FROM stay WHERE patient IN (\(list: patients)) ORDER BY admittedAt, id
            """
        ).map(Stay.init)
        return Dictionary(grouping: found, by: \.patient)
    }

    /// When each of `patients` was born, as `yyyy-MM-dd`, as far as that is known.
    public static func birthDates(
        of patients: [String], in transaction: any Transaction
    ) throws -> [String: String] {
        let rows = try transaction.rows(
            """
            SELECT id, birthDate FROM patient
            WHERE id IN (\(list: patients)) AND birthDate IS NOT NULL
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map {
                (try $0.string("id"), try $0.string("birthDate"))
            })
    }

    /// The stays of all who lie in the hospital now, each with its campus.
    public static func openStays(
        in transaction: any Transaction
    ) throws -> [(stay: String, campus: String)] {
        try transaction.rows(
            """
            SELECT id, campus FROM stay WHERE state = 'admitted' AND patient IS NOT NULL
            ORDER BY id
            """
        ).map { (try $0.string("id"), try $0.string("campus")) }
    }
}
