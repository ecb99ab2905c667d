import Foundation

/// Who asks.
public struct Caller: Hashable, Sendable {
    /// What they may do: a device's or a neighbouring system's role, or those of a person.
    public enum Role: String, Codable, Sendable, CaseIterable {
        // Devices and systems.
        case his, lis, kiosk, app
        // People.
        case cashier, doctor, nurse, finance, pharmacist, registrar, bloodBank, infection, trials
        case integrator, admin
    }

    public let roles: Set<Role>
    /// As the audit names them, such as `kiosk K1` or `staff U07`; never a patient.
    public let actor: String
    /// What bills and letters name, such as 收费员甲; the actor where unknown.
    public let name: String
    /// Where they are at work; nil for all.
    public let campus: String?
    /// The place they are at: a window, a kiosk, `app`.
    public let place: String?
    /// The one patient they may ask about, known to be that patient; nil for staff.
    public let patient: String?
    /// Their address.
    public let origin: String

    public init(
        roles: Set<Role>, actor: String, name: String? = nil, campus: String? = nil,
        place: String? = nil, patient: String? = nil, origin: String = ""
    ) {
        self.roles = roles
        self.actor = actor
        self.name = name ?? actor
        self.campus = campus
        self.place = place
        self.patient = patient
        self.origin = origin
    }

    public func isAny(of wanted: Set<Role>) -> Bool {
        roles.contains(.admin) || !roles.isDisjoint(with: wanted)
    }
}
