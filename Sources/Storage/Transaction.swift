/// A transaction under way, lent to a closure and worthless after it.
///
/// An error thrown by a statement ends the transaction on some engines: let it out of the
/// closure. Where a row may exist already, write `ON CONFLICT` and look at the count instead.
public protocol Transaction {
    /// Runs one statement.
    /// - Returns: How many rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs one query, or a statement with `RETURNING`.
    func rows(_ sql: SQL) throws -> [Row]
}

extension Transaction {
    /// The first row, if there is one.
    public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
}
