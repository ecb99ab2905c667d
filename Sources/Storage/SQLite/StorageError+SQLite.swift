import GRDB

extension DatabaseError {
    /// The same in our words, without statement or values.
    func told(_ attempted: String) -> StorageError {
        let reason = "SQLite says \(message ?? "nothing") (code \(extendedResultCode.rawValue))"
        let (kind, remedy): (StorageError.Kind, String) =
            switch resultCode {
            case .SQLITE_FULL:
                (
                    .full,
                    "free some space on the disk and try again: what was acknowledged before "
                        + "is kept, this was not done"
                )
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                (.locked, "end the other program that has the database open and try again")
            case .SQLITE_CONSTRAINT: (.constraint, "correct what is written")
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                (.damaged, "stop the daemon, keep the folder as it is, and restore the last backup")
            case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_NOLFS:
                (.device, "look at the disk, the mount and the owner of the folder")
            case .SQLITE_MISUSE: (.closed, "open the database again")
            default: (.statement, "report this with the version of LabQueue")
            }
        return StorageError(kind, attempted: attempted, reason: reason, remedy: remedy)
    }
}
