import Foundation

/// One coming of a patient to a clinic or to the emergency room.
public struct Visit: Codable, Hashable, Sendable, Identifiable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case outpatient, emergency
    }

    public let id: String
    public let patient: String
    /// The outpatient number (门诊号).
    public var number: String?
    public var campus: String
    public var kind: Kind
    public var department: Coding?
    public var doctor: Clinician?
    public var openedAt: Date
    /// Nil while it goes on.
    public var closedAt: Date?

    public init(
        id: String, patient: String, number: String? = nil, campus: String,
        kind: Kind = .outpatient, department: Coding? = nil, doctor: Clinician? = nil,
        openedAt: Date, closedAt: Date? = nil
    ) {
        self.id = id
        self.patient = patient
        self.number = number
        self.campus = campus
        self.kind = kind
        self.department = department
        self.doctor = doctor
        self.openedAt = openedAt
        self.closedAt = closedAt
    }

    /// Reads `visit.opened`; where it tells no time, `moment` is when the visit began.
    init(_ data: Members, campus: String, at moment: Date) throws(HISEvent.Malformed) {
        self.init(
            id: try data.text("visit"), patient: try data.text("patient"),
            number: try data.optionalText("number"), campus: campus,
            kind: try data.optionalWord("kind", of: Kind.self) ?? .outpatient,
            department: try data.coding("department"), doctor: try data.clinician("doctor"),
            openedAt: try data.optionalMoment("at") ?? moment)
    }
}
