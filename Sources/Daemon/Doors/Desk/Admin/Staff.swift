import Foundation
import Hub
import Lab
import Storage

/// The people of the desk as the command line adds and closes them.
public struct Staff: Sendable {
    /// Why somebody was not added or changed, in both languages.
    public struct Refused: Error, CustomStringConvertible {
        let words: Words
        public var description: String { "\(words.zh) \(words.en)" }
    }

    private let store: Store
    private let passwords = Passwords()
    private let now: @Sendable () -> Date

    public init(store: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.now = now
    }

    /// Those a person may have.
    public static let roles = Caller.Role.people.map(\.rawValue)

    /// - Parameter campuses: Where they work; everywhere where empty.
    public func add(
        _ id: String, name: String, roles: [String], campuses: [String], among all: [String],
        password: String, mustChange: Bool
    ) async throws {
        let draft = StaffDraft(
            id: id, name: name, roles: Set(roles), campuses: campuses, password: password)
        if let complaint = draft.complaint(among: all) { throw Refused(words: complaint) }
        let account = try await draft.account(
            passwords, mustChange: mustChange, by: "command line", at: now())
        let isNew = try await store.write { transaction in
            guard try Accounts.insert(account, in: transaction) else { return false }
            try note("staff.add", id, draft.summary, in: transaction)
            return true
        }
        guard isNew else { throw Refused(words: Words("这个工号已经有了。", "The number is taken.")) }
    }

    /// One line each, without anything secret.
    public func list() async throws -> [String] {
        try await store.read { try Accounts.all(in: $0) }.map { account in
            [
                account.id, account.disabledAt == nil ? "open" : "closed",
                account.roles.sorted().joined(separator: ","),
                account.campuses.isEmpty ? "*" : account.campuses.joined(separator: ","),
                account.name,
            ].joined(separator: "  ")
        }
    }

    /// Sets a new password, lifts a lock, and signs the person out everywhere.
    public func setPassword(_ password: String, of id: String, mustChange: Bool) async throws {
        let account = try await find(id)
        if let complaint = PasswordRules.complaint(password, for: account.id) {
            throw Refused(words: complaint)
        }
        let hash = try await passwords.hash(password)
        try await store.write { transaction in
            try Accounts.setPassword(hash, mustChange: mustChange, of: account.id, in: transaction)
            try StaffSessions.endAll(of: account.id, in: transaction)
            try SignInTries.clear(
                SignIn.hash("sign-in \(Account.login(account.id))"), in: transaction)
            try note("staff.password", account.id, "", in: transaction)
        }
    }

    /// Closes an account, or opens it again.
    public func disable(_ id: String, _ isDisabled: Bool) async throws {
        let account = try await find(id)
        let date = isDisabled ? now() : nil
        try await store.write { transaction in
            try Accounts.disable(account.id, at: date, in: transaction)
            try StaffSessions.endAll(of: account.id, in: transaction)
            try note(
                isDisabled ? "staff.disable" : "staff.enable", account.id, "", in: transaction)
        }
    }

    private func find(_ id: String) async throws -> Account {
        guard let account = try await store.read({ try Accounts.find(id, in: $0) }) else {
            throw Refused(
                words: Words(
                    "没有 \(id) 这个工号；请看 labqueue staff list。",
                    "There is no \(id); see labqueue staff list."))
        }
        return account
    }

    private func note(
        _ action: String, _ target: String, _ detail: String, in transaction: any Transaction
    ) throws {
        try Audit.append(
            Audit.Entry(
                at: now(), actor: "command line", origin: "", action: action, target: target,
                detail: detail), in: transaction)
    }
}
