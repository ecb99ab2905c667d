import Storage

/// The items that a bed-day covers: graded nursing and the basic care that goes with it (R6).
enum Bundle {
    static func holds(
        _ item: String, on day: Day, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT id FROM nursingBundle
            WHERE item = \(item) AND since <= \(day) AND (until IS NULL OR until >= \(day))
            LIMIT 1
            """) != nil
    }
}
