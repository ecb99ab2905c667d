extension PostgreSQLEngine {
    /// What the server itself finds wrong with the database, one line each.
    ///
    /// Every table is read from end to end, so that damage comes out here and not at the window.
    public func check() async throws -> [String] {
        let (tables, faults) = try await read { transaction in
            let tables = try transaction.rows(
                """
                SELECT CAST(relname AS TEXT) AS name FROM pg_class
                WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS REGNAMESPACE)
                ORDER BY relname
                """
            ).map { try $0.string("name") }
            let indexes = try transaction.rows(
                """
                SELECT CAST(CAST(indexrelid AS REGCLASS) AS TEXT) AS name FROM pg_index
                WHERE NOT indisvalid ORDER BY 1
                """
            ).map { "index \(try $0.string("name")) is not valid; REINDEX it" }
            let rules = try transaction.rows(
                """
                SELECT CAST(conname AS TEXT) AS name FROM pg_constraint
                WHERE NOT convalidated ORDER BY 1
                """
            ).map { "rule \(try $0.string("name")) was never held against the rows" }
            let sums = try transaction.rows(
                """
                SELECT checksum_failures AS failures FROM pg_stat_database
                WHERE datname = current_database() AND checksum_failures > 0
                """
            ).map { "\(try $0.int("failures")) pages did not match their checksum" }
            return (tables, indexes + rules + sums)
        }
        var damage: [String] = []
        for table in tables {
            do {
                // The sum makes the server read the rows themselves.
                _ = try await read {
                    try $0.rows(
                        SQL(stringLiteral: "SELECT sum(length(CAST(t AS TEXT))) FROM \(table) t"))
                }
            } catch let error as StorageError where error.kind == .damaged {
                damage.append("\(table): \(error.reason)")
            }
        }
        return faults + damage
    }
}
