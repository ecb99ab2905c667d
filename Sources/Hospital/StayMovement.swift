import Foundation

/// One thing that happened to a stay: the patient came, moved or went, or that was taken back.
public struct StayMovement: Codable, Hashable, Sendable {
    public enum Step: Codable, Hashable, Sendable {
        /// `stay.admitted`
        case admitted(Admission)
        /// `stay.admissionCancelled`
        case admissionCancelled
        /// `stay.transferred`
        case transferred(to: Stay.Place)
        /// `stay.discharged`
        case discharged
        /// `stay.dischargeCancelled`
        case dischargeCancelled
    }

    public struct Admission: Codable, Hashable, Sendable {
        public let patient: String
        /// The inpatient number (住院号).
        public let number: String?
        public let campus: String
        public let place: Stay.Place

        public init(
            patient: String, number: String? = nil, campus: String, place: Stay.Place = .init()
        ) {
            self.patient = patient
            self.number = number
            self.campus = campus
            self.place = place
        }
    }

    public let stay: String
    public let step: Step
    /// When it happened, which may be before it was told.
    public let happenedAt: Date
    /// The `at` of the event, by which movements are put in order.
    public let toldAt: Date
    /// The HIS's number of a transfer, by which it is told again.
    public let number: String?
    /// Whether the transfer of this number did not take place; nil for no.
    public let isCancelled: Bool?

    public init(
        stay: String, step: Step, happenedAt: Date, toldAt: Date, number: String? = nil,
        isCancelled: Bool? = nil
    ) {
        self.stay = stay
        self.step = step
        self.happenedAt = happenedAt
        self.toldAt = toldAt
        self.number = number
        self.isCancelled = isCancelled
    }
}

extension StayMovement {
    /// Reads one of the `stay.…` events; nil where `kind` is another.
    init?(
        _ kind: HISEvent.Kind, _ data: Members, campus: String, at moment: Date
    ) throws(HISEvent.Malformed) {
        let step: Step
        let time: String
        var number: String?
        var isCancelled: Bool?
        switch kind {
        case .stayAdmitted:
            step = .admitted(
                Admission(
                    patient: try data.text("patient"), number: try data.optionalText("number"),
                    campus: campus, place: try Stay.Place(data)))
            time = "admittedAt"
        case .stayTransferred:
            (step, time) = (.transferred(to: try Stay.Place(data)), "at")
            number = try data.optionalText("transfer")
            isCancelled = try data.flag("cancelled")
            // Without the number nobody can say which one did not take place.
            if isCancelled == true, number == nil { throw data.fail("transfer", .missing) }
        case .stayDischarged: (step, time) = (.discharged, "dischargedAt")
        case .stayDischargeCancelled: (step, time) = (.dischargeCancelled, "at")
        case .stayAdmissionCancelled: (step, time) = (.admissionCancelled, "at")
        default: return nil
        }
        self.init(
            stay: try data.text("stay"), step: step,
            happenedAt: try data.optionalMoment(time) ?? moment, toldAt: moment, number: number,
            isCancelled: isCancelled)
    }
}
