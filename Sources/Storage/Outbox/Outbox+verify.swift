extension Outbox {
    /// Holds the outbox against what must never be: one line for each fault.
    public static func verify(in transaction: any Transaction) throws -> [String] {
        func faults(_ sql: SQL, _ line: (Row) throws -> String) throws -> [String] {
            try transaction.rows(sql).map(line)
        }
        return try faults(
            """
            SELECT lane, min(id) AS id, count(*) AS many FROM delivery
            WHERE key IS NOT NULL AND state <> 'behind' GROUP BY lane, key HAVING count(*) > 1
            """
        ) { row in
            "outbox: \(try row.int("many")) deliveries of one key of lane "
                + "\(try row.string("lane")) are out of line at once, the first "
                + "\(try row.int("id"))"
        }
            + strays(in: transaction).map(\.lane).sorted().map {
                "outbox: a key of lane \($0) waits for a delivery that is not there"
            }
            + faults("SELECT id FROM delivery WHERE id IN (SELECT id FROM pastDelivery)") { row in
                "outbox: delivery \(try row.int("id")) is open and past at once"
            }
            + faults(
                """
                SELECT connector, min(id) AS id, count(*) AS many FROM (
                    SELECT connector, number, id FROM delivery WHERE number IS NOT NULL
                    UNION ALL
                    SELECT connector, number, id FROM pastDelivery WHERE number IS NOT NULL
                ) AS every GROUP BY connector, number HAVING count(*) > 1
                """
            ) { row in
                "outbox: \(try row.int("many")) deliveries of \(try row.string("connector")) "
                    + "have one number, the first \(try row.int("id"))"
            }
            + faults(
                """
                SELECT d.id AS id FROM delivery d WHERE d.number IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM deliveryNumber n WHERE n.connector = d.connector
                        AND n.number = d.number AND n.delivery = d.id)
                """
            ) { row in "outbox: the number of delivery \(try row.int("id")) is not reserved" }
    }
}
