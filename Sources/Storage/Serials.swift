/// Numbers that count up for ever, over all daemons of a database.
///
/// After a restore they count on from the backup's: a counterparty's number needs more in it than
/// this, such as the second in which it was made.
public enum Serials {
    /// The next number of `name`, from 1 on; it is used up even where nobody uses it.
    public static func next(_ name: String, in transaction: any Transaction) throws -> Int64 {
        let row = try transaction.row(
            """
            INSERT INTO serial (name, last) VALUES (\(name), 1)
            ON CONFLICT (name) DO UPDATE SET last = serial.last + 1
            RETURNING last
            """)
        return try row.map { Int64(try $0.int("last")) } ?? 1
    }
}
