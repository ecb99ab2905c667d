import Foundation

/// How a lane stands.
public struct LaneFigures: Hashable, Sendable {
    public let lane: String
    public let connector: String
    /// Ready or behind.
    public var waiting = 0
    public var inFlight = 0
    public var dead = 0
    /// When the oldest that waits was enqueued.
    public var oldest: Date?
    public let delivered: Int
    /// Tries that did not deliver.
    public let failed: Int
    public let breaker: Breaker
    public let pausedAt: Date?
    public let pausedBy: String?
}

extension Outbox {
    /// How many wait for a person.
    public static func dead(in transaction: any Transaction) throws -> Int {
        try transaction.row(
            """
            SELECT count(*) AS dead FROM lane l
            JOIN delivery d ON d.lane = l.name AND d.state = 'dead'
            """)?.int("dead") ?? 0
    }

    /// How each lane stands, by name.
    public static func figures(in transaction: any Transaction) throws -> [LaneFigures] {
        var lanes: [String: LaneFigures] = [:]
        for row in try transaction.rows("SELECT * FROM lane") {
            let figures = try LaneFigures(row)
            lanes[figures.lane] = figures
        }
        let counts = try transaction.rows(
            """
            SELECT lane, state, min(connector) AS connector, count(*) AS many,
                min(createdAt) AS oldest
            FROM delivery GROUP BY lane, state
            """)
        for row in counts {
            let lane = try row.string("lane")
            // A lane that no connector of today has; its deliveries wait for one.
            var figures =
                try lanes[lane] ?? LaneFigures(lane, of: try row.string("connector"))
            let many = try row.int("many")
            switch try row.named("state") as Delivery.State {
            case .ready, .behind:
                figures.waiting += many
                figures.oldest = try [figures.oldest, row.date("oldest")].compactMap(\.self).min()
            case .running: figures.inFlight = many
            case .dead: figures.dead = many
            default: break
            }
            lanes[lane] = figures
        }
        return lanes.values.sorted { $0.lane < $1.lane }
    }

    /// Adds to the lanes' totals.
    public static func count(
        _ totals: [String: (delivered: Int, failed: Int)], in transaction: any Transaction
    ) throws {
        for (lane, more) in totals.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                UPDATE lane SET delivered = delivered + \(more.delivered),
                    failed = failed + \(more.failed) WHERE name = \(lane)
                """)
        }
    }

    /// What there is to do, as `worker` sees it.
    ///
    /// A few looks into an index for each lane, whatever waits.
    public static func outlook(
        of worker: String, in transaction: any Transaction
    ) throws -> Outlook {
        try transaction.rows(
            """
            SELECT name,
                (SELECT min(dueAt) FROM delivery WHERE lane = name AND state = 'ready'
                    AND urgency = 3) AS usual,
                (SELECT min(dueAt) FROM delivery WHERE lane = name AND state = 'ready'
                    AND urgency < 3) AS urgent,
                (SELECT max(worker) FROM delivery WHERE lane = name AND state = 'running'
                    AND worker <> \(worker)) AS other
            FROM lane
            """
        ).reduce(into: Outlook()) { outlook, row in
            outlook.due[try row.string("name")] = try [
                row.optionalDate("usual"), row.optionalDate("urgent"),
            ].compactMap(\.self).min()
            if try row.optionalString("other") != nil { outlook.hasOthers = true }
        }
    }
}

/// What there is to do in the lanes.
public struct Outlook: Sendable {
    /// When the next delivery of each lane falls due; lanes without any are left out.
    public var due: [String: Date] = [:]
    /// Whether somebody else has deliveries in hand.
    public var hasOthers = false
}

extension LaneFigures {
    fileprivate init(_ row: Row) throws {
        lane = try row.string("name")
        connector = try row.string("connector")
        delivered = try row.int("delivered")
        failed = try row.int("failed")
        pausedAt = try row.optionalDate("pausedAt")
        pausedBy = try row.optionalString("pausedBy")
        var breaker = Breaker()
        breaker.state = try row.named("breaker")
        breaker.failures = try row.int("failures")
        breaker.openings = try row.int("openings")
        breaker.opensAt = try row.optionalDate("opensAt")
        self.breaker = breaker
    }

    fileprivate init(_ lane: String, of connector: String) {
        self.lane = lane
        self.connector = connector
        delivered = 0
        failed = 0
        breaker = Breaker()
        pausedAt = nil
        pausedBy = nil
    }
}
