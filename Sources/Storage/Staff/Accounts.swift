import Foundation

/// The people who may sign in, disabled ones too.
public enum Accounts {
    /// - Returns: False where the number is taken, in either case of its letters.
    public static func insert(_ account: Account, in transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO account
                (id, login, name, roles, campuses, password, mustChange, createdAt, createdBy)
            VALUES (\(account.id), \(Account.login(account.id)), \(account.name),
                \(account.roles.sorted().joined(separator: " ")),
                \(account.campuses.joined(separator: " ")), \(account.password),
                \(account.mustChange), \(account.createdAt), \(account.createdBy))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Changes name, roles and campuses.
    /// - Returns: Whether there is such an account.
    @discardableResult
    public static func update(_ account: Account, in transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE account SET name = \(account.name),
                roles = \(account.roles.sorted().joined(separator: " ")),
                campuses = \(account.campuses.joined(separator: " "))
            WHERE id = \(account.id)
            """) == 1
    }

    /// - Parameter hash: Never the password itself.
    @discardableResult
    public static func setPassword(
        _ hash: String, mustChange: Bool, of id: String, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE account SET password = \(hash), mustChange = \(mustChange) WHERE id = \(id)
            """) == 1
    }

    /// Closes the account, or opens it again where `date` is nil.
    @discardableResult
    public static func disable(
        _ id: String, at date: Date?, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE account SET disabledAt = \(date) WHERE id = \(id)") == 1
    }

    /// - Parameter typed: The number as somebody typed it.
    public static func find(_ typed: String, in transaction: any Transaction) throws -> Account? {
        try transaction.row(
            """
            SELECT id, name, roles, campuses, password, mustChange, createdAt, createdBy,
                disabledAt
            FROM account WHERE login = \(Account.login(typed))
            """
        ).map(Account.init)
    }

    /// All, by number.
    public static func all(in transaction: any Transaction) throws -> [Account] {
        try transaction.rows(
            """
            SELECT id, name, roles, campuses, password, mustChange, createdAt, createdBy,
                disabledAt
            FROM account ORDER BY login
            """
        ).map(Account.init)
    }
}

extension Account {
    init(_ row: Row) throws {
        self.init(
            id: try row.string("id"), name: try row.string("name"),
            roles: Set(try row.string("roles").split(separator: " ").map(String.init)),
            campuses: try row.string("campuses").split(separator: " ").map(String.init),
            password: try row.string("password"), mustChange: try row.bool("mustChange"),
            createdAt: try row.date("createdAt"), createdBy: try row.string("createdBy"))
        disabledAt = try row.optionalDate("disabledAt")
    }
}
