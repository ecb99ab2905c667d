import Foundation

extension Stay {
    /// Adds up what is known to have happened; nil as long as no admission is among it.
    ///
    /// The order is that of `toldAt`, whatever the order of arrival; of two told at the same
    /// moment the later in `movements` counts.
    public init?(id: String, movements: [StayMovement]) {
        var admission: StayMovement.Admission?
        var number: String?
        var admittedAt = Date.distantPast
        var place = Place()
        var dischargedAt: Date?
        var isCancelled = false
        for movement in movements.corrected {
            switch movement.step {
            // Told again it corrects the first, and does not bring back who was discharged.
            case .admitted(let told):
                admission = told
                number = told.number ?? number
                admittedAt = movement.happenedAt
                place = place.moved(to: told.place)
                isCancelled = false
            case .transferred(let told): place = place.moved(to: told)
            case .discharged: dischargedAt = movement.happenedAt
            case .dischargeCancelled: dischargedAt = nil
            case .admissionCancelled: isCancelled = true
            }
        }
        guard let admission else { return nil }
        self.init(
            id: id, patient: admission.patient, number: number, campus: admission.campus,
            place: place, admittedAt: admittedAt, dischargedAt: dischargedAt,
            isCancelled: isCancelled)
    }
}

extension Sequence<StayMovement> {
    /// What counts of them, in the order it was told: what is told again of a transfer stands
    /// where the transfer stood.
    ///
    /// Without a number a transfer to the very place the patient had just been moved to is the
    /// same one, told again because its time was wrong.
    public var corrected: [StayMovement] {
        let told = enumerated().sorted {
            ($0.element.toldAt, $0.offset) < ($1.element.toldAt, $1.offset)
        }
        var known: [StayMovement] = []
        for (_, movement) in told {
            if let number = movement.number,
                let place = known.firstIndex(where: { $0.number == number })
            {
                known[place] = movement
            } else if movement.repeats(known.last) {
                known[known.count - 1] = movement
            } else {
                known.append(movement)
            }
        }
        return known.filter { $0.isCancelled != true }
    }
}

extension StayMovement {
    fileprivate func repeats(_ before: StayMovement?) -> Bool {
        guard let before, number == nil, before.number == nil,
            case .transferred(let place) = step, place.department != nil || place.ward != nil
        else { return false }
        return before.step == step
    }
}
