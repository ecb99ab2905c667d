import Foundation

/// The browsers in which somebody has signed in and not out.
public enum StaffSessions {
    public static func insert(_ session: StaffSession, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO staffSession (hash, account, campus, screen, origin, startedAt, seenAt)
            VALUES (\(session.hash), \(session.account), \(session.campus), \(session.screen),
                \(session.origin), \(session.startedAt), \(session.seenAt))
            """)
    }

    /// The session whose secret has this hash, and its person, unless that account is closed.
    public static func find(
        hash: String, in transaction: any Transaction
    ) throws -> (StaffSession, Account)? {
        guard
            let row = try transaction.row(
                """
                SELECT hash, account, campus, screen, origin, startedAt, seenAt
                FROM staffSession WHERE hash = \(hash)
                """),
            let owner = try transaction.row(
                """
                SELECT id, name, roles, campuses, password, mustChange, createdAt, createdBy,
                    disabledAt
                FROM account WHERE id = \(try row.string("account")) AND disabledAt IS NULL
                """)
        else { return nil }
        return (try StaffSession(row), try Account(owner))
    }

    /// Where `account` is signed in, the latest first.
    public static func all(
        of account: String, in transaction: any Transaction
    ) throws -> [StaffSession] {
        try transaction.rows(
            """
            SELECT hash, account, campus, screen, origin, startedAt, seenAt
            FROM staffSession WHERE account = \(account) ORDER BY seenAt DESC, hash
            """
        ).map(StaffSession.init)
    }

    /// Notes when a session was last used; worth one write a minute, not one per page.
    public static func seen(
        _ hash: String, at date: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute("UPDATE staffSession SET seenAt = \(date) WHERE hash = \(hash)")
    }

    public static func move(
        _ hash: String, to campus: String?, in transaction: any Transaction
    ) throws {
        try transaction.execute("UPDATE staffSession SET campus = \(campus) WHERE hash = \(hash)")
    }

    @discardableResult
    public static func end(_ hash: String, in transaction: any Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM staffSession WHERE hash = \(hash)") == 1
    }

    /// Signs `account` out everywhere, but for the session of `hash`.
    /// - Returns: How many sessions ended.
    @discardableResult
    public static func endAll(
        of account: String, but hash: String? = nil, in transaction: any Transaction
    ) throws -> Int {
        try transaction.execute(
            "DELETE FROM staffSession WHERE account = \(account) AND hash <> \(hash ?? "")")
    }

    /// Forgets those begun before `start` or last used before `use`.
    public static func forget(
        begunBefore start: Date, usedBefore use: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            "DELETE FROM staffSession WHERE startedAt < \(start) OR seenAt < \(use)")
    }
}

extension StaffSession {
    fileprivate init(_ row: Row) throws {
        self.init(
            hash: try row.string("hash"), account: try row.string("account"),
            campus: try row.optionalString("campus"), screen: try row.optionalString("screen"),
            origin: try row.string("origin"), startedAt: try row.date("startedAt"),
            seenAt: try row.date("seenAt"))
    }
}
