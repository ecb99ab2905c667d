import Foundation
import Lab
import Storage

/// Lets people in by staff number and password.
struct SignIn: Sendable {
    let store: Store
    let passwords: Passwords
    let now: @Sendable () -> Date

    enum Outcome: Sendable {
        /// The cookie's secret; the store has its hash.
        case welcome(String)
        case wrong
        case locked(until: Date)
    }

    /// How long a session lives, in seconds.
    enum Hours {
        /// Without a page being looked at.
        static let idle: TimeInterval = 45 * 60
        static let whole: TimeInterval = 14 * 3600
        /// A session that a link of the HIS opened.
        static let linked: TimeInterval = 4 * 3600
    }

    func enter(
        _ typed: String, password: String, campuses: [String], from origin: String
    ) async throws -> Outcome {
        let begun = now()
        let login = Self.hash("sign-in \(Account.login(typed))")
        let (account, lockedUntil) = try await store.write {
            transaction -> (Account?, Date?) in
            if let until = try SignInTries.begin(login, at: begun, in: transaction) {
                return (nil, until)
            }
            return (try Accounts.find(typed, in: transaction), nil)
        }
        if let lockedUntil { return .locked(until: lockedUntil) }
        let fits = try await passwords.fits(password, account?.password)
        guard let account, fits, account.disabledAt == nil else {
            try await note("sign-in.fail", account?.id ?? "unknown", origin)
            return .wrong
        }
        let better = try await rehash(password, account)
        let (secret, session) = Self.begin(
            account, campus: Self.campus(of: account, among: campuses), from: origin, at: now())
        try await store.write { transaction in
            try SignInTries.clear(login, in: transaction)
            try StaffSessions.forget(
                begunBefore: session.startedAt - Hours.whole,
                usedBefore: session.startedAt - Hours.idle, in: transaction)
            try StaffSessions.insert(session, in: transaction)
            if let better {
                try Accounts.setPassword(
                    better, mustChange: account.mustChange, of: account.id, in: transaction)
            }
        }
        try await note("sign-in", account.id, origin)
        return .welcome(secret)
    }

    /// Whose cookie it is, unless the session has ended by its age.
    func person(of secret: String) async throws -> Visitor? {
        guard (32...64).contains(secret.utf8.count) else { return nil }
        let hash = Self.hash(secret)
        guard
            let (session, account) = try await store.read({
                try StaffSessions.find(hash: hash, in: $0)
            })
        else { return nil }
        let moment = now()
        let whole = session.screen == nil ? Hours.whole : Hours.linked
        guard moment < session.startedAt + whole, moment < session.seenAt + Hours.idle else {
            try await store.write { _ = try StaffSessions.end(hash, in: $0) }
            return nil
        }
        if moment > session.seenAt + 60 {
            try await store.write { try StaffSessions.seen(hash, at: moment, in: $0) }
        }
        return Visitor(account: account, session: session)
    }

    /// A new session of `account` and its cookie's secret of 160 random bits.
    static func begin(
        _ account: Account, campus: String?, screen: String? = nil, from origin: String,
        at date: Date
    ) -> (secret: String, StaffSession) {
        let secret = Passwords.random(bytes: 20).hexadecimal
        return (
            secret,
            StaffSession(
                hash: hash(secret), account: account.id, campus: campus, screen: screen,
                origin: origin, startedAt: date, seenAt: date)
        )
    }

    /// Where `account` begins its day: nil for every campus, where it has them all.
    static func campus(of account: Account, among campuses: [String]) -> String? {
        if let first = account.campuses.first(where: campuses.contains) { return first }
        return campuses.count == 1 ? campuses[0] : nil
    }

    /// Secrets here hold 160 random bits, so a plain hash keeps them.
    static func hash(_ secret: String) -> String { Gate.hash(of: secret) }

    private func rehash(_ password: String, _ account: Account) async throws -> String? {
        guard PasswordHash(account.password)?.cost != passwords.cost else { return nil }
        return try await passwords.hash(password)
    }

    private func note(_ action: String, _ target: String, _ origin: String) async throws {
        let entry = Audit.Entry(
            at: now(), actor: target == "unknown" ? "unknown" : "staff \(target)", origin: origin,
            action: action, target: target)
        try await store.write { try Audit.append(entry, in: $0) }
    }
}

extension Data {
    /// Two digits a byte.
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
