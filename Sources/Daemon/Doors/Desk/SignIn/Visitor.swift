import Foundation
import Hub
import Storage

/// A person at the desk, signed in.
struct Visitor: Sendable {
    let account: Account
    let session: StaffSession

    var roles: Set<Caller.Role> { Set(account.roles.compactMap(Caller.Role.init)) }

    /// Who it is to a connector.
    func caller(from origin: String) -> Caller {
        Caller(
            roles: roles, actor: "staff \(account.id)", name: account.name,
            campus: session.campus, origin: origin)
    }

    /// The campuses this person may choose among, all of them where the account names none.
    func campuses(among all: [String]) -> [String] {
        account.campuses.isEmpty ? all : all.filter(account.campuses.contains)
    }
}

extension Caller.Role {
    /// Those a person may have; the others are of devices and systems.
    static let people: [Caller.Role] = [
        .cashier, .doctor, .nurse, .finance, .pharmacist, .registrar, .bloodBank, .infection,
        .trials, .integrator, .admin,
    ]
}
