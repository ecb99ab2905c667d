import Foundation
import Lab

/// The tokens given out, revoked ones too.
public enum Tokens {
    public static func insert(_ token: Token, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO token (id, role, scope, hash, label, createdAt, createdBy)
            VALUES (\(token.id), \(token.role), \(token.scope), \(token.hash), \(token.label),
                \(token.createdAt), \(token.createdBy))
            """)
    }

    /// The token whose secret has this hash, unless it was revoked.
    public static func find(hash: String, in transaction: any Transaction) throws -> Token? {
        try transaction.row(
            """
            SELECT id, role, scope, hash, label, createdAt, createdBy, revokedAt, lastUsedAt
            FROM token WHERE hash = \(hash) AND revokedAt IS NULL
            """
        ).map(Token.init)
    }

    /// All ever given out, oldest first.
    public static func all(in transaction: any Transaction) throws -> [Token] {
        try transaction.rows(
            """
            SELECT id, role, scope, hash, label, createdAt, createdBy, revokedAt, lastUsedAt
            FROM token ORDER BY createdAt, id
            """
        ).map(Token.init)
    }

    /// - Returns: Whether there was such a token in force.
    @discardableResult
    public static func revoke(
        _ id: String, at: Date, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE token SET revokedAt = \(at) WHERE id = \(id) AND revokedAt IS NULL") == 1
    }

    /// Notes when a token was last used; worth one write a minute, not one per request.
    public static func used(_ id: String, at: Date, in transaction: any Transaction) throws {
        try transaction.execute("UPDATE token SET lastUsedAt = \(at) WHERE id = \(id)")
    }
}

extension Token {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.string("id"), role: try row.named("role"),
            scope: try row.optionalString("scope"), hash: try row.string("hash"),
            label: try row.string("label"), createdAt: try row.date("createdAt"),
            createdBy: try row.string("createdBy"))
        revokedAt = try row.optionalDate("revokedAt")
        lastUsedAt = try row.optionalDate("lastUsedAt")
    }
}
