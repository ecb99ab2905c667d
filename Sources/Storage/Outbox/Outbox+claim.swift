import Foundation

extension Outbox {
    /// Urgency of what has no deadline near; lower goes first.
    static let usual = 3
    /// From this many in flight on, a lane counts those behind the mark only once in a while.
    private static let broad = 16

    /// Takes what is due in `lane`, in order of urgency and moment, as far as it has room.
    ///
    /// The lane's row is locked meanwhile, so that all nodes together keep its bounds. The try is
    /// counted here, before it is made: one that brings the process down is counted, too.
    /// - Parameters:
    ///   - atMost: The most that the claimer can handle.
    ///   - mark: Passes over what was due before, to spare the reading of rows long gone; nil to
    ///     see everything, which must be done every second.
    ///   - leap: How far the leases' epochs go on. A claim that a power cut takes back after it was
    ///     seen is made again, by us or by others: a number drawn anew each time tells the two
    ///     holders apart.
    public static func claim(
        _ lane: String, atMost: Int, terms: Terms, by worker: String, at now: Date,
        since mark: Date? = nil, leap: Int = 1, in transaction: any Transaction
    ) throws -> Turn {
        guard var row = try LaneRow.take(lane, in: transaction) else { return Turn(next: .taken) }
        guard row.pausedAt == nil else { return Turn(next: .never) }
        let before = (row.breaker, row.bucket)
        row.breaker.tryAgain(terms, at: now)
        if row.breaker.state == .open { return Turn(next: .at(row.breaker.opensAt ?? now)) }
        let isTrial = row.breaker.state == .trial
        let running = try running(
            lane, since: terms.inFlight < broad || isTrial ? nil : mark, in: transaction)
        let room = isTrial ? (running == 0 ? 1 : 0) : terms.inFlight - running
        guard room > 0 else { return Turn(next: .acknowledgement) }
        row.bucket.fill(terms, at: now)
        let wanted = min(room, row.bucket.holds(terms), atMost)
        guard wanted > 0 else { return Turn(next: .at(row.bucket.next(terms))) }
        var turn = try take(
            wanted, of: lane, by: worker, at: now, since: mark, leap: leap, in: transaction)
        let count = turn.deliveries.count
        turn.isTrial = isTrial && count > 0
        row.bucket.take(count, terms)
        // A trial that nobody is there to make leaves the breaker open.
        if isTrial && count == 0 { row.breaker = before.0 }
        if (row.breaker, row.bucket) != before, count > 0 { try row.save(in: transaction) }
        if count < wanted {
            turn.next =
                try nextDue(in: lane, since: mark, in: transaction).map { .at($0) } ?? .never
        } else if count == room {
            turn.next = .acknowledgement
        } else {
            turn.next = .at(row.bucket.holds(terms) > 0 ? now : row.bucket.next(terms))
        }
        return turn
    }

    private static func running(
        _ lane: String, since mark: Date?, in transaction: any Transaction
    ) throws -> Int {
        let mark = mark ?? Date(timeIntervalSince1970: 0)
        return try transaction.row(
            """
            SELECT
                (SELECT count(*) FROM delivery WHERE lane = \(lane) AND state = 'running'
                    AND urgency = 3 AND dueAt >= \(mark))
                + (SELECT count(*) FROM delivery WHERE lane = \(lane) AND state = 'running'
                    AND urgency < 3) AS running
            """)?.int("running") ?? 0
    }

    /// The urgent first, then the usual.
    private static func take(
        _ wanted: Int, of lane: String, by worker: String, at now: Date, since mark: Date?,
        leap: Int, in transaction: any Transaction
    ) throws -> Turn {
        var turn = Turn(next: .never)
        turn.deliveries = try start(
            try transaction.rows(
                """
                SELECT id FROM delivery
                WHERE lane = \(lane) AND state = 'ready' AND urgency < 3 AND dueAt <= \(now)
                ORDER BY urgency, dueAt, id LIMIT \(wanted)
                """), by: worker, leap: leap, in: transaction)
        let left = wanted - turn.deliveries.count
        guard left > 0 else { return turn }
        let mark = mark ?? Date(timeIntervalSince1970: 0)
        let usual = try start(
            try transaction.rows(
                """
                SELECT id FROM delivery
                WHERE lane = \(lane) AND state = 'ready' AND urgency = 3 AND dueAt >= \(mark)
                    AND dueAt <= \(now)
                ORDER BY dueAt, id LIMIT \(left)
                """), by: worker, leap: leap, in: transaction)
        turn.deliveries += usual
        turn.mark = usual.last?.dueAt
        return turn
    }

    /// Nobody else claims in this lane now, so what was found ready is still ready.
    ///
    /// Asking for `worker` and not for `state`: no index has it that a server could prefer to the
    /// ids, to read all that is ready.
    private static func start(
        _ found: [Row], by worker: String, leap: Int, in transaction: any Transaction
    ) throws -> [Delivery] {
        let ids = try found.map { try $0.int("id") }
        guard !ids.isEmpty else { return [] }
        let rows = try transaction.rows(
            """
            UPDATE delivery SET state = 'running', attempt = attempt + 1, epoch = epoch + \(leap),
                worker = \(worker), sentAt = NULL
            WHERE id IN (\(list: ids)) AND worker IS NULL
            RETURNING \(raw: Delivery.columns)
            """)
        let taken = Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let delivery = try Delivery(row)
                return (delivery.id, delivery)
            })
        return ids.compactMap { taken[$0] }
    }

    /// When the next delivery of the lane that is ready falls due.
    private static func nextDue(
        in lane: String, since mark: Date?, in transaction: any Transaction
    ) throws -> Date? {
        let mark = mark ?? Date(timeIntervalSince1970: 0)
        let row = try transaction.row(
            """
            SELECT
                (SELECT min(dueAt) FROM delivery WHERE lane = \(lane) AND state = 'ready'
                    AND urgency = 3 AND dueAt >= \(mark)) AS usual,
                (SELECT min(dueAt) FROM delivery WHERE lane = \(lane) AND state = 'ready'
                    AND urgency < 3) AS urgent
            """)
        return try [row?.optionalDate("usual"), row?.optionalDate("urgent")].compactMap(\.self)
            .min()
    }
}
