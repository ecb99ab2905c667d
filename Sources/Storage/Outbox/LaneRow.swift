import Foundation

/// What is durable about a lane.
struct LaneRow {
    let name: String
    let pausedAt: Date?
    var breaker: Breaker
    var bucket: Bucket

    private static let columns: StaticString =
        "name, pausedAt, tokens, tokensAt, breaker, failures, openings, opensAt"

    init(_ row: Row) throws {
        name = try row.string("name")
        pausedAt = try row.optionalDate("pausedAt")
        breaker = Breaker()
        breaker.state = try row.named("breaker")
        breaker.failures = try row.int("failures")
        breaker.openings = try row.int("openings")
        breaker.opensAt = try row.optionalDate("opensAt")
        bucket = Bucket(tokens: try row.double("tokens"), at: try row.date("tokensAt"))
    }

    /// The row, ours until the commit; nil where another daemon has it now.
    static func take(_ name: String, in transaction: any Transaction) throws -> LaneRow? {
        try transaction.row(
            "SELECT \(raw: columns) FROM lane WHERE name = \(name) {skip locked}"
        ).map(LaneRow.init)
    }

    /// The row, ours until the commit, after waiting for whoever has it.
    static func await(_ name: String, in transaction: any Transaction) throws -> LaneRow? {
        try transaction.row("SELECT \(raw: columns) FROM lane WHERE name = \(name) {lock}")
            .map(LaneRow.init)
    }

    func save(in transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE lane SET tokens = \(bucket.tokens), tokensAt = \(bucket.at),
                breaker = \(breaker.state), failures = \(breaker.failures),
                openings = \(breaker.openings), opensAt = \(breaker.opensAt)
            WHERE name = \(name)
            """)
    }
}

extension Outbox {
    /// Makes the lanes' rows where they are missing, their buckets full.
    public static func prepare(
        _ lanes: [(name: String, connector: String, burst: Int)], at now: Date,
        in transaction: any Transaction
    ) throws {
        for lane in lanes.sorted(by: { $0.name < $1.name }) {
            try transaction.execute(
                """
                INSERT INTO lane (name, connector, tokens, tokensAt, breaker, failures,
                    openings, delivered, failed)
                VALUES (\(lane.name), \(lane.connector), \(Double(lane.burst)), \(now), 'closed',
                    0, 0, 0, 0)
                ON CONFLICT (name) DO NOTHING
                """)
        }
    }

    /// No delivery of the lane goes until it is resumed; those under way end as they end.
    /// - Returns: Whether there is such a lane.
    @discardableResult
    public static func pause(
        _ lane: String, by actor: String, at now: Date, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE lane SET pausedAt = \(now), pausedBy = \(actor) WHERE name = \(lane)
            """) == 1
    }

    /// Lets the lane go on, and the breaker try at once.
    @discardableResult
    public static func resume(_ lane: String, in transaction: any Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE lane SET pausedAt = NULL, pausedBy = NULL, opensAt =
                CASE WHEN breaker = 'open' THEN 0 ELSE opensAt END
            WHERE name = \(lane)
            """) == 1
    }
}
