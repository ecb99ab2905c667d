import Foundation

/// A patient's time as an inpatient, from admission to discharge.
///
/// It is the sum of its movements; see `Stay.init(id:movements:)`.
public struct Stay: Codable, Hashable, Sendable, Identifiable {
    public enum State: String, Codable, Sendable, CaseIterable {
        case admitted
        case discharged
        /// The admission was a mistake or never took place.
        case cancelled
    }

    public let id: String
    public let patient: String
    /// The inpatient number (住院号).
    public let number: String?
    public let campus: String
    public let place: Place
    public let admittedAt: Date
    /// Nil while the patient is here.
    public let dischargedAt: Date?
    public let isCancelled: Bool

    public init(
        id: String, patient: String, number: String? = nil, campus: String,
        place: Place = Place(), admittedAt: Date, dischargedAt: Date? = nil,
        isCancelled: Bool = false
    ) {
        self.id = id
        self.patient = patient
        self.number = number
        self.campus = campus
        self.place = place
        self.admittedAt = admittedAt
        self.dischargedAt = dischargedAt
        self.isCancelled = isCancelled
    }

    public var state: State {
        if isCancelled { .cancelled } else if dischargedAt == nil { .admitted } else { .discharged }
    }

    /// Where a patient lies, and who looks after them.
    public struct Place: Codable, Hashable, Sendable {
        public var department: Coding?
        public var ward: Coding?
        public var bed: String?
        public var doctor: Clinician?

        public init(
            department: Coding? = nil, ward: Coding? = nil, bed: String? = nil,
            doctor: Clinician? = nil
        ) {
            self.department = department
            self.ward = ward
            self.bed = bed
            self.doctor = doctor
        }

        init(_ data: Members) throws(HISEvent.Malformed) {
            self.init(
                department: try data.coding("department"), ward: try data.coding("ward"),
                bed: try data.optionalText("bed"), doctor: try data.clinician("doctor"))
        }

        /// What is not told stays, but for a bed that was in another department or ward.
        func moved(to told: Place) -> Place {
            let isElsewhere =
                (told.department.map { $0.code != department?.code } ?? false)
                || (told.ward.map { $0.code != ward?.code } ?? false)
            return Place(
                department: told.department ?? department,
                ward: told.ward ?? (isElsewhere ? nil : ward),
                bed: told.bed ?? (isElsewhere ? nil : bed), doctor: told.doctor ?? doctor)
        }
    }
}
