import Foundation
import Hospital

/// A movement on its way into the records, spelled out beforehand.
struct StayEntry: Sendable {
    let movement: StayMovement
    let campus: String
    /// The movement as it is kept.
    let text: String

    /// Notes the movement and adds up the stay anew.
    func save(in transaction: any Transaction) throws {
        // The row first: who holds it is alone with this stay, on PostgreSQL too, and sees all
        // movements there are.
        try transaction.execute(
            """
            INSERT INTO stay (id, campus, state, admittedAt)
            VALUES (\(movement.stay), \(campus), 'admitted', \(movement.happenedAt))
            ON CONFLICT (id) DO UPDATE SET id = excluded.id
            """)
        try transaction.execute(
            """
            INSERT INTO stayMovement (stay, toldAt, movement)
            VALUES (\(movement.stay), \(movement.toldAt), \(text))
            """)
        let movements = try Records.movements(of: movement.stay, in: transaction)
        guard let stay = Stay(id: movement.stay, movements: movements) else { return }
        let place = stay.place
        try transaction.execute(
            """
            UPDATE stay SET patient = \(stay.patient), number = \(stay.number),
                campus = \(stay.campus), state = \(stay.state),
                department = \(place.department?.code), departmentName = \(place.department?.name),
                ward = \(place.ward?.code), wardName = \(place.ward?.name), bed = \(place.bed),
                doctor = \(place.doctor?.id), doctorName = \(place.doctor?.name),
                admittedAt = \(stay.admittedAt), dischargedAt = \(stay.dischargedAt)
            WHERE id = \(stay.id)
            """)
    }
}
