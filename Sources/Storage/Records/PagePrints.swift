import Foundation
import Lab

/// The papers that are no tickets, by the request that asked for each: one request, one sheet.
public enum PagePrints {
    private static let columns: StaticString = """
        id, caller, requestKey, request, patient, connector, tell, body, state, reasonZh,
        reasonEn, at
        """

    /// Notes `print` before anything is done for it.
    /// - Returns: Nil where it is new, else what the same request asked for before.
    public static func begin(
        _ print: PagePrint, in transaction: any Transaction
    ) throws -> PagePrint? {
        let isNew =
            try transaction.execute(
                """
                INSERT INTO pagePrint (id, caller, requestKey, request, patient, connector, state,
                    at)
                VALUES (\(print.id), \(print.caller), \(print.key), \(print.request),
                    \(print.patient), \(print.connector), \(print.state), \(print.at))
                ON CONFLICT (caller, requestKey) DO NOTHING
                """) == 1
        guard !isNew else { return nil }
        return try transaction.row(
            """
            SELECT \(raw: columns) FROM pagePrint WHERE caller = \(print.caller) AND requestKey = \(print.key)
            """
        ).map(PagePrint.init)
    }

    /// Takes `print` back: nothing of it reached a printer, and it may be asked for again.
    public static func forget(_ id: String, in transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM pagePrint WHERE id = \(id) AND state = 'asked'")
    }

    public static func save(_ print: PagePrint, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE pagePrint SET tell = \(print.tell), body = \(print.body),
                state = \(print.state), reasonZh = \(print.reason?.zh),
                reasonEn = \(print.reason?.en), at = \(print.at)
            WHERE id = \(print.id)
            """)
    }

    public static func find(_ id: String, in transaction: any Transaction) throws -> PagePrint? {
        try transaction.row(
            """
            SELECT \(raw: columns) FROM pagePrint WHERE id = \(id)
            """
        ).map(PagePrint.init)
    }

    /// Those that have not come to their end, oldest first.
    public static func open(
        limit: Int = 200, in transaction: any Transaction
    ) throws -> [PagePrint] {
        try transaction.rows(
            """
            SELECT \(raw: columns) FROM pagePrint WHERE state IN ('asked', 'sent', 'printed')
            ORDER BY at, id LIMIT \(limit)
            """
        ).map(PagePrint.init)
    }

    /// Drops what ended before `moment`.
    public static func sweep(before moment: Date, in transaction: any Transaction) throws {
        try transaction.execute(
            "DELETE FROM pagePrint WHERE state IN ('told', 'failed') AND at < \(moment)")
    }
}

extension PagePrint {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.string("id"), caller: try row.string("caller"),
            key: try row.string("requestKey"), request: try row.string("request"),
            patient: try row.string("patient"), connector: try row.string("connector"),
            at: try row.date("at"))
        tell = try row.optionalString("tell")
        body = try row.optionalString("body")
        state = try row.named("state")
        if let zh = try row.optionalString("reasonZh") {
            reason = Words(zh, try row.optionalString("reasonEn") ?? "")
        }
    }
}
