/// A transaction under way, lent to a closure and worthless after it.
///
/// An error thrown by a statement ends the transaction on some engines: let it out of the
/// closure, or of `nested`. Where a row may exist already, write `ON CONFLICT` and look at the
/// count instead.
public protocol Transaction {
    /// Runs one statement.
    /// - Returns: How many rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs one query, or a statement with `RETURNING`.
    func rows(_ sql: SQL) throws -> [Row]

    /// Runs one statement whose count nobody asks for, at the latest before the next answer.
    ///
    /// Where the database is a network away it travels together with what follows it, and its
    /// error comes out of the next call, or of the closure's end.
    func send(_ sql: SQL) throws

    /// Runs `body` so that an error out of it takes back only what `body` did; the rest goes on.
    func nested<Answer>(_ body: () throws -> Answer) throws -> Answer
}

extension Transaction {
    /// The first row, if there is one.
    public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
}
