import Foundation
import Storage
import TestKit

/// What a claim costs beside a million finished and a hundred thousand waiting deliveries.
enum ClaimRace {
    private static let claims = 200

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let sqlite = try await race(
            "SQLite", beside: Store.open(folder: folder.appending(path: "full")),
            Store.open(folder: folder.appending(path: "small")), rounds)
        let server = try await PostgreSQLServer(isDurable: true)
        defer { server.stop() }
        let postgresql = try await race(
            "PostgreSQL", beside: Store.open(server.makeDatabase(), folder: folder),
            Store.open(server.makeDatabase(), folder: folder), rounds)
        return [sqlite, postgresql]
    }

    private static func race(
        _ engine: String, beside full: Store, _ small: Store, _ rounds: Int
    ) async throws -> any Finding {
        try await fill(full, 1_000_000, 100_000)
        try await fill(small, 0, 1_000)
        let contest = Contest(
            title: "a claim on \(engine), 1,000,000 finished and 100,000 waiting ÷ 1,000 waiting",
            unit: "µs", bar: .atMost(2),
            ours: .init(name: "beside much") { try await cost(full) },
            yardstick: .init(name: "beside little") { try await cost(small) })
        let result = try await contest.play(rounds)
        try await full.close()
        try await small.close()
        return result
    }

    private static func fill(_ store: Store, _ finished: Int, _ waiting: Int) async throws {
        let now = Date()
        try await store.write { transaction in
            try Outbox.prepare(
                [(name: NoOp.lane, connector: NoOp.name, burst: 10)], at: now, in: transaction)
            try transaction.execute(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
                    WHERE i < \(max(finished, 1)))
                INSERT INTO pastDelivery (id, connector, operation, lane, key, payload, state,
                    attempt, step, dueAt, createdAt, endedAt, epoch)
                SELECT i, 'noop', 'tell', 'noop.one', 'f' || i, '{"patient":"P"}', 'delivered',
                    1, 'deliver', \(now), \(now), \(now), 1
                FROM n WHERE i <= \(finished)
                """)
            for number in 0..<waiting {
                _ = try Outbox.enqueue(NoOp.errand(number), at: now, in: transaction)
            }
        }
    }

    /// Microseconds a claim, given back at once so that each finds the same.
    private static func cost(_ store: Store) async throws -> Double {
        let terms = Terms(inFlight: 10)
        let now = Date()
        let took = try await store.write { transaction -> Duration in
            try ContinuousClock().measure {
                for _ in 0..<claims {
                    do {
                        try transaction.nested {
                            let turn = try Outbox.claim(
                                NoOp.lane, atMost: 10, terms: terms, by: "bench", at: now,
                                in: transaction)
                            guard turn.deliveries.count == 10 else {
                                throw Trouble("nothing was claimed")
                            }
                            throw GivenBack()
                        }
                    } catch is GivenBack {}
                }
            }
        }
        return took.seconds * 1_000_000 / Double(claims)
    }
}

/// Takes a claim back, so that the next one finds the same.
private struct GivenBack: Error {}
