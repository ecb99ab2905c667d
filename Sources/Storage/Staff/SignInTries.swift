import Foundation

/// Failed tries to sign in, by the hash of the name typed, known here or not.
///
/// People type passwords into the wrong box; so the name itself is not kept.
public enum SignInTries {
    /// Tries that cost nothing but a look at the caps-lock key.
    static let free = 5
    /// Seconds the first lock lasts; each further failure doubles it.
    static let firstLock: TimeInterval = 30
    static let longestLock: TimeInterval = 900
    /// Seconds after which failures are forgotten.
    static let memory: TimeInterval = 86_400

    /// Counts a try before the password is looked at, so that guesses made at once count each.
    /// - Returns: Until when this name is locked; nil where the try may go on.
    public static func begin(
        _ login: String, at now: Date, in transaction: any Transaction
    ) throws -> Date? {
        let known = try transaction.row(
            "SELECT failures, lastAt, lockedUntil FROM signInTry WHERE login = \(login)")
        var failures = 1
        if let known {
            if let until = try known.optionalDate("lockedUntil"), until > now { return until }
            if try known.date("lastAt") > now - memory { failures += try known.int("failures") }
        } else {
            try transaction.execute("DELETE FROM signInTry WHERE lastAt < \(now - memory)")
        }
        var until: Date?
        if failures >= free {
            let lock = firstLock * Double(1 << min(failures - free, 10))
            until = now + min(lock, longestLock)
        }
        try transaction.execute(
            """
            INSERT INTO signInTry (login, failures, lastAt, lockedUntil)
            VALUES (\(login), \(failures), \(now), \(until))
            ON CONFLICT (login) DO UPDATE SET failures = excluded.failures,
                lastAt = excluded.lastAt, lockedUntil = excluded.lockedUntil
            """)
        return nil
    }

    /// The password was right, or somebody who may has lifted the lock.
    public static func clear(_ login: String, in transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM signInTry WHERE login = \(login)")
    }
}
