import Foundation
import Hub
import Lab
import Storage

extension Demo {
    /// One person for each role of the desk, with a random password.
    static func hire(in store: Store, at now: Date) async throws -> [Person] {
        let passwords = Passwords(cost: .demonstration)
        var people: [Person] = []
        for (index, role) in Caller.Role.people.enumerated() {
            let person = Person(
                id: index < 9 ? "U0\(index + 1)" : "U\(index + 1)",
                name: "示范\(role.words.zh)", role: role.rawValue,
                password: Passwords.random(bytes: 10).hexadecimal)
            let draft = StaffDraft(
                id: person.id, name: person.name, roles: [person.role], campuses: [],
                password: person.password)
            let account = try await draft.account(
                passwords, mustChange: false, by: "demo", at: now)
            _ = try await store.write { try Accounts.insert(account, in: $0) }
            people.append(person)
        }
        return people
    }
}
