extension Outbox {
    /// Lets every open delivery begin with the question what became of it.
    ///
    /// For an outbox from a backup: since it was taken any of them may have been told.
    /// - Returns: How many were to be told without a question.
    @discardableResult
    public static func doubt(in transaction: any Transaction) throws -> Int {
        try transaction.execute(
            """
            UPDATE delivery SET step = 'reconcile', lastError = COALESCE(lastError,
                'from a backup: perhaps it was told since')
            WHERE step = 'deliver'
            """)
    }
}
