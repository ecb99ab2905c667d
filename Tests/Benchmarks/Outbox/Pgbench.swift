import Foundation
import TestKit

/// The server's own pace: eight clients that claim ten rows and delete ten rows.
struct Pgbench: Sendable {
    private let database: String
    private let script: String
    /// By number, not by time: a child of ours inherits that alarms are blocked.
    private static let transactionsEach = 2_500

    init(_ server: PostgreSQLServer) async throws {
        database = try await server.makeDatabase()
        script =
            FileManager.default.temporaryDirectory
            .appending(path: "claim-\(UUID().uuidString).sql").path
        try """
        WITH head AS (
            SELECT id FROM job WHERE state = 'ready' ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED
        ), taken AS (
            UPDATE job SET state = 'running' FROM head WHERE job.id = head.id RETURNING job.id
        ) SELECT coalesce(array_agg(id), '{}') AS ids FROM taken \\gset
        DELETE FROM job WHERE id = ANY (':ids');
        """.write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Rows claimed and ended a second.
    func rate() throws -> Double {
        try Program.run(
            "/usr/bin/psql",
            [
                database, "-q", "-c",
                """
                DROP TABLE IF EXISTS job;
                CREATE TABLE job (id bigint PRIMARY KEY, state text NOT NULL, payload text);
                INSERT INTO job SELECT n, 'ready', repeat('x', 120)
                    FROM generate_series(1, 400000) n;
                CREATE INDEX ON job (id) WHERE state = 'ready';
                ANALYZE job;
                """,
            ])
        // What is still to be written of the rows must not fall into a time that is measured.
        try Program.run("/usr/bin/psql", [database, "-q", "-c", "CHECKPOINT"])
        defer { _ = try? Program.run("/usr/bin/psql", [database, "-q", "-c", "CHECKPOINT"]) }
        let bin = "/usr/lib/postgresql/15/bin/pgbench"
        let program = FileManager.default.isExecutableFile(atPath: bin) ? bin : "pgbench"
        let printed = try Program.run(
            program,
            [
                "-n", "-c", "8", "-j", "2", "-t", "\(Self.transactionsEach)", "-f", script,
                database,
            ])
        let line = printed.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let tps = line?.split(separator: " ").compactMap({ Double($0) }).first else {
            throw Trouble("pgbench printed no tps")
        }
        return tps * 10
    }
}
