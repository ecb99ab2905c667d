import Foundation
import Storage

/// What the holder of a token may do, and where.
public struct Badge: Sendable, Hashable {
    public typealias Role = Token.Role

    public let id: String
    public let role: Role
    /// The one place it is for (a kiosk, a window, a hall, a board); everywhere where absent.
    public let scope: String?

    /// As the journal and the audit table name who acted.
    var actor: String {
        switch (role, scope) {
        case (let role, let scope?): "\(role.rawValue) \(scope)"
        case (let role, nil): "\(role.rawValue) \(id)"
        }
    }

    func mayVisit(_ place: String) -> Bool { role == .admin || scope == nil || scope == place }
}
