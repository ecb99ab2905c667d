import Foundation
import Hub
import Lab
import Storage

/// A person as an administrator describes them, before it is known whether that will do.
struct StaffDraft: Sendable {
    let id: String
    let name: String
    let roles: Set<String>
    let campuses: [String]
    /// Nil where it stays as it is.
    let password: String?

    /// Why it will not do; nil where it will.
    func complaint(among all: [String]) -> Words? {
        guard id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,31}/) != nil else {
            return Words(
                "工号应为 1 到 32 个字母、数字、点、横线。",
                "A staff number is 1 to 32 letters, digits, dots, dashes.")
        }
        guard !name.trimmingCharacters(in: .whitespaces).isEmpty, name.count <= 40,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return Words("请填姓名，不超过 40 个字。", "Give a name of at most 40 characters.") }
        guard !roles.isEmpty, roles.isSubset(of: Caller.Role.people.map(\.rawValue)) else {
            return Words("请至少选一个角色。", "Choose at least one role.")
        }
        guard campuses.allSatisfy(all.contains) else {
            return Words(
                "没有这个院区；设置中有：\(all.joined(separator: "、"))。",
                "No such campus; the settings have \(all.joined(separator: ", ")).")
        }
        return password.flatMap { PasswordRules.complaint($0, for: id) }
    }

    func account(
        _ passwords: Passwords, mustChange: Bool, by who: String, at now: Date
    ) async throws -> Account {
        Account(
            id: id, name: name.trimmingCharacters(in: .whitespaces), roles: roles,
            campuses: campuses, password: try await passwords.hash(password ?? ""),
            mustChange: mustChange, createdAt: now, createdBy: who)
    }

    /// For the audit.
    var summary: String {
        (roles.sorted() + campuses).joined(separator: " ")
    }
}
