extension StorageError {
    /// The engine was closed before.
    static func closed(_ attempted: String) -> Self {
        Self(
            .closed, attempted: "\(attempted) the database", reason: "it was closed",
            remedy: "start the daemon again")
    }

    /// More writes wait than a disk can catch up with.
    static let busy = Self(
        .busy, attempted: "write to the database", reason: "too many writes wait for the disk",
        remedy: "try again in a second; if it lasts, look at the disk")

    /// A closure ended its own transaction.
    static let ended = Self(
        .statement, attempted: "write to the database",
        reason: "the transaction ended inside the closure",
        remedy: "report this with the version of LabQueue")
}
