import Foundation
import Hospital
import Lab

extension HallSettings {
    /// The ticket that `patient` should get for these paid orders.
    ///
    /// An urgent order makes an emergency, a timed one a tolerance test; then children, then
    /// departments with a queue of their own, then everyone else. The triage desk may correct it.
    func draft(for patient: Patient, orders: [LabOrder], id: TicketID, on day: BusinessDay)
        -> Ticket.Draft
    {
        let isUrgent = orders.contains { $0.urgency == .urgent }
        let minutes = orders.compactMap(\.minutes).max { $0.count < $1.count } ?? []
        let age = patient.age(on: day)
        let department = orders.lazy.compactMap { order in
            order.department.flatMap { routing.departments[$0] }
        }.first
        let queue: QueueID? =
            if isUrgent, let emergency = routing.emergency {
                emergency
            } else if !minutes.isEmpty, let timed = routing.timed {
                timed
            } else if let age, age < routing.childUnder, let children = routing.children {
                children
            } else { department }
        let isPriority = age.map { $0 >= routing.priorityFrom } ?? false
        return Ticket.Draft(
            id: id, person: Person(patient), queue: queue ?? routing.otherwise,
            class: isUrgent ? .emergency : isPriority ? .priority : .normal,
            redraws: minutes, specimens: orders.flatMap(\.specimens))
    }
}

extension Person {
    init(_ patient: Patient) {
        self.init(
            id: PatientID(patient.id), name: patient.name,
            sex: Person.Sex(rawValue: patient.sex.rawValue) ?? .unknown,
            birthDate: patient.birthDate)
    }
}

extension Patient {
    /// Completed years, where the birth date is known.
    func age(on day: BusinessDay) -> Int? { Person(self).age(on: day) }
}

extension Person {
    /// Completed years, where the birth date is known.
    func age(on day: BusinessDay) -> Int? {
        let birth = (birthDate ?? "").split(separator: "-").compactMap { Int($0) }
        let today = day.date.split(separator: "-").compactMap { Int($0) }
        guard birth.count == 3, today.count == 3 else { return nil }
        let hadBirthday = (today[1], today[2]) >= (birth[1], birth[2])
        return max(0, today[0] - birth[0] - (hadBirthday ? 0 : 1))
    }
}

extension LabOrder {
    /// Minutes of a timed order.
    var minutes: [Int]? {
        guard case .timed(let minutes) = urgency else { return nil }
        return minutes
    }

    var specimens: [Ticket.Specimen] {
        items.map { Ticket.Specimen(order: OrderID(id), test: $0.name, tube: $0.tube) }
    }
}
