import Foundation

extension Stay {
    /// Adds up what is known to have happened; nil as long as no admission is among it.
    ///
    /// The order is that of `toldAt`, whatever the order of arrival; of two told at the same
    /// moment the later in `movements` counts.
    public init?(id: String, movements: [StayMovement]) {
        let ordered = movements.enumerated().sorted {
            ($0.element.toldAt, $0.offset) < ($1.element.toldAt, $1.offset)
        }
        var admission: StayMovement.Admission?
        var number: String?
        var admittedAt = Date.distantPast
        var place = Place()
        var dischargedAt: Date?
        var isCancelled = false
        for (_, movement) in ordered {
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
