import Foundation
import HTTPTypes
import Hub
import HummingbirdCore
import Lab
import Storage

extension Caller {
    /// Who stands at a connector's door.
    ///
    /// A hospital's app speaks for the patient it has signed in and names them in `X-Patient`;
    /// a kiosk's patient is the one who identified themselves at it, and no header says so.
    /// - Parameter seated: Who has shown at the kiosk who they are; without them it asks nothing.
    init(_ visit: Visit, seated: PatientSessions.Session? = nil) throws {
        let role = Role(rawValue: visit.badge.role.rawValue)
        let patient: String? =
            switch role {
            case .app: try visit.namedPatient
            case .kiosk: try seated.patient
            default: nil
            }
        self.init(
            roles: Set([role].compactMap(\.self)), actor: visit.badge.actor,
            place: seated?.kiosk ?? visit.badge.scope, patient: patient, origin: visit.context.from)
    }
}

extension Optional<PatientSessions.Session> {
    /// Whom a kiosk may ask about.
    fileprivate var patient: String {
        get throws {
            guard let self else { throw Problem.noPatientSession }
            return self.patient
        }
    }
}

extension Visit {
    /// The patient whom the app speaks for.
    fileprivate var namedPatient: String {
        get throws {
            guard let name = HTTPField.Name("X-Patient"), let patient = request.headers[name],
                (1...64).contains(patient.utf8.count),
                patient.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else { throw Problem.noPatient }
            return patient
        }
    }
}

extension Set where Element == Badge.Role {
    /// The badges that open an operation; people without a badge come through the desk.
    ///
    /// Never empty: an empty set would let anyone in.
    init(opening callers: Set<Caller.Role>) {
        self = Set(callers.compactMap { Badge.Role(rawValue: $0.rawValue) }).union([.admin])
    }
}
