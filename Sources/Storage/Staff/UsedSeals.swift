import Foundation

/// Sealed things that have been used: a link from the HIS, a question answered with yes.
public enum UsedSeals {
    /// - Parameter end: When it ends by itself; it is remembered as long.
    /// - Returns: Whether this was its first use.
    public static func use(
        _ id: String, until end: Date, at now: Date, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute("DELETE FROM usedSeal WHERE endsAt < \(now)")
        return try transaction.execute(
            "INSERT INTO usedSeal (id, endsAt) VALUES (\(id), \(end)) ON CONFLICT DO NOTHING")
            == 1
    }
}

/// The secrets with which the desk seals, the same for all daemons of one store.
public enum SigningKeys {
    /// The key of `name`; `fresh` becomes it where there is none.
    /// - Parameter fresh: 256 random bits, 64 hexadecimal digits.
    public static func take(
        _ name: String, orKeep fresh: String, at now: Date, in transaction: any Transaction
    ) throws -> String {
        try transaction.execute(
            """
            INSERT INTO signingKey (name, secret, createdAt) VALUES (\(name), \(fresh), \(now))
            ON CONFLICT DO NOTHING
            """)
        return try transaction.row("SELECT secret FROM signingKey WHERE name = \(name)")
            .map { try $0.string("secret") } ?? fresh
    }
}
