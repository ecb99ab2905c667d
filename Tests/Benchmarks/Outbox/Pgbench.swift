import Foundation
import TestKit

/// The server's own pace, by the program that comes with it.
struct Pgbench: Sendable {
    private let database: String
    private let folder: URL
    private static let claimsEach = 2_500

    init(_ server: PostgreSQLServer, in folder: URL) async throws {
        database = try await server.makeDatabase()
        self.folder = folder
    }

    /// Rows claimed and ended a second, by eight clients that claim ten and delete ten.
    func claims() throws -> Double {
        try psql(
            """
            DROP TABLE IF EXISTS job;
            CREATE TABLE job (id bigint PRIMARY KEY, state text NOT NULL, payload text);
            INSERT INTO job SELECT n, 'ready', repeat('x', 120) FROM generate_series(1, 400000) n;
            CREATE INDEX ON job (id) WHERE state = 'ready';
            ANALYZE job;
            """)
        return try 10
            * rate(
                of: """
                    WITH head AS (
                        SELECT id FROM job WHERE state = 'ready'
                        ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED
                    ), taken AS (
                        UPDATE job SET state = 'running' FROM head WHERE job.id = head.id
                        RETURNING job.id
                    ) SELECT coalesce(array_agg(id), '{}') AS ids FROM taken \\gset
                    DELETE FROM job WHERE id = ANY (':ids');
                    """, clients: 8, each: Self.claimsEach)
    }

    /// Rows committed a second, one in each transaction.
    func commits(of row: String, clients: Int, each: Int) throws -> Double {
        try psql(
            "CREATE TABLE IF NOT EXISTS line (seq bigserial PRIMARY KEY, event text NOT NULL)")
        return try rate(
            of: "INSERT INTO line (event) VALUES ($row$\(row.filter { $0 != ":" })$row$);",
            clients: clients, each: each)
    }

    /// Runs of `script` a second.
    ///
    /// By number, not by time: a child of ours inherits that alarms are blocked.
    private func rate(of script: String, clients: Int, each: Int) throws -> Double {
        let file = folder.appending(path: "pgbench-\(UUID().uuidString).sql")
        try script.write(to: file, atomically: true, encoding: .utf8)
        // What is still to be written of other rows must not fall into a time that is measured.
        try psql("CHECKPOINT")
        defer { try? psql("CHECKPOINT") }
        let bin = "/usr/lib/postgresql/15/bin/pgbench"
        let program = FileManager.default.isExecutableFile(atPath: bin) ? bin : "pgbench"
        let printed = try Program.run(
            program,
            [
                "-n", "-c", "\(clients)", "-j", "2", "-t", "\(each)", "-f", file.path, database,
            ])
        let line = printed.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let tps = line?.split(separator: " ").compactMap({ Double($0) }).first else {
            throw Trouble("pgbench printed no tps")
        }
        return tps
    }

    private func psql(_ statements: String) throws {
        try Program.run("/usr/bin/psql", [database, "-q", "-c", statements])
    }
}
