import Daemon
import Foundation
import Storage
import TestKit

/// Errands end to end on PostgreSQL, against the server's own best at claiming and ending rows.
enum ServerOutboxRace {
    private static let together = 8_000

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let server = try await PostgreSQLServer(isDurable: true)
        let store = try await Store.open(server.makeDatabase(), folder: folder)
        let works = try await Works(store, inFlight: 512)
        let pgbench = try await Pgbench(server, in: folder)
        let ours = Contest.Side(name: "claimed and acknowledged") {
            try await works.fill(together)
            return try await works.drain(together)
        }
        let plain = Contest(
            title: "no-op errands on PostgreSQL ÷ pgbench, claim 10, end 10, 8 clients",
            unit: "/s", bar: .atLeast(0.4), ours: ours,
            yardstick: .init(name: "pgbench") { try pgbench.claims() })
        let peer = try await server.makeDatabase()
        let procrastinate = Contest(
            title: "no-op errands on PostgreSQL ÷ procrastinate", unit: "/s", bar: .atLeast(6),
            ours: ours,
            yardstick: .init(name: "procrastinate, concurrency 10") {
                try Peer.rate("procrastinate_noop.py", [peer])
            })
        let held = Contest(
            title: "no-op errands on PostgreSQL, a snapshot held ÷ none held", unit: "/s",
            bar: .atLeast(0.95),
            ours: .init(name: "while another session holds its snapshot") {
                let holder = try await HeldSnapshot(server, store)
                let rate = try await ours.measure()
                try await holder.release()
                return rate
            },
            yardstick: ours)
        var results: [any Finding] = []
        for contest in [plain, held, procrastinate] {
            results.append(try await contest.play(rounds))
        }
        try await works.close()
        server.stop()
        return results
    }
}

/// A session that has looked and will look again, as a dump or a report does.
private struct HeldSnapshot {
    private let program = Process()
    private let store: Store

    init(_ server: PostgreSQLServer, _ store: Store) async throws {
        self.store = store
        program.executableURL = URL(filePath: "/usr/bin/psql")
        program.arguments = [
            server.address(of: "test1"), "-q", "-c",
            """
            BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM delivery;
            SELECT pg_sleep(600);
            """,
        ]
        program.standardOutput = FileHandle.nullDevice
        program.standardError = FileHandle.nullDevice
        try program.run()
        for _ in 0..<500 {
            if try await holders("SELECT pid FROM") > 0 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Trouble("no session came to hold a snapshot")
    }

    /// By the server: a child of ours inherits that signals are blocked.
    func release() async throws {
        _ = try await holders("SELECT pg_terminate_backend(pid) FROM")
        program.waitUntilExit()
    }

    private func holders(_ what: StaticString) async throws -> Int {
        try await store.read { transaction in
            try transaction.rows(
                """
                \(raw: what) pg_stat_activity
                WHERE query LIKE '%pg_sleep%' AND backend_xmin IS NOT NULL
                    AND pid <> pg_backend_pid()
                """
            ).count
        }
    }
}
