/// What the storage could not do, on what, why, and what to do about it.
///
/// Holds no values of statements, so it may be logged.
public struct StorageError: Error, Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Another daemon has the folder, or another program the database.
        case locked
        /// Written by a later LabQueue.
        case newer
        /// No space left; everything acknowledged before is still there.
        case full
        /// Too many writes wait already.
        case busy
        /// The server does not answer; nothing was done.
        case unreachable
        /// The server was lost during the commit, which may be on its disk or not: ask again by
        /// the unique key of what was written.
        case lost
        /// The server does not let us in.
        case forbidden
        /// The engine was closed.
        case closed
        /// A CHECK, UNIQUE or FOREIGN KEY of the schema said no.
        case constraint
        /// The database is damaged or not a database.
        case damaged
        /// The operating system will not read or write.
        case device
        /// A column holds something else than expected.
        case mismatch
        /// The engine does not understand the statement.
        case statement
        /// The destination of a backup or restore is taken, or its source is missing.
        case place
    }

    public let kind: Kind
    /// What was attempted, and on what, such as "open the database /var/lib/labqueue".
    public let attempted: String
    /// Why it failed, in the library's words where it gave any.
    public let reason: String
    /// What a person can do now.
    public let remedy: String

    public init(_ kind: Kind, attempted: String, reason: String, remedy: String) {
        self.kind = kind
        self.attempted = attempted
        self.reason = reason
        self.remedy = remedy
    }
}

extension StorageError: CustomStringConvertible {
    public var description: String { "cannot \(attempted): \(reason); \(remedy)" }
}
