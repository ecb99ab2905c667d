/// Numbers that count up for ever, over all daemons of a database.
///
/// After a restore they count on from the backup's: a counterparty's number needs more in it than
/// this, such as the second in which it was made.
public enum Serials {
    /// The next number of `name`, from 1 on; it is used up even where nobody uses it.
    public static func next(_ name: String, in transaction: any Transaction) throws -> Int64 {
        Int64(try take(1, of: name, in: transaction).lowerBound)
    }

    /// The next `count` numbers of `name`, one after the other.
    ///
    /// Whoever takes some holds the name until the commit: what is numbered by it becomes visible
    /// in the order of its numbers.
    public static func take(
        _ count: Int, of name: String, in transaction: any Transaction
    ) throws -> Range<Int> {
        let row = try transaction.row(
            """
            INSERT INTO serial (name, last) VALUES (\(name), \(count))
            ON CONFLICT (name) DO UPDATE SET last = serial.last + \(count)
            RETURNING last
            """)
        let last = try row?.int("last") ?? count
        return last - count + 1..<last + 1
    }
}
