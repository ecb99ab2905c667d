/// The locks by which the server knows who lives.
enum Presence {
    /// The number of a worker's lock: FNV-1a of its name, the same in every process.
    static func key(of worker: String) -> Int {
        key("labqueue worker \(worker)")
    }

    /// Held while tables are laid, so that of two daemons that start at once one does it.
    static let tables = key("labqueue tables")

    /// Shared by all daemons; a visitor finds somebody at home by it.
    static let house = key("labqueue house")

    /// The locks that sessions of this database hold.
    static func held(in transaction: any Transaction) throws -> Set<Int> {
        let rows = try transaction.rows(
            """
            SELECT CAST(classid AS BIGINT) AS high, CAST(objid AS BIGINT) AS low FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND database =
                (SELECT oid FROM pg_database WHERE datname = current_database())
            """)
        return Set(try rows.map { try $0.int("high") << 32 | $0.int("low") })
    }

    private static func key(_ name: String) -> Int {
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        return Int(truncatingIfNeeded: hash)
    }
}
