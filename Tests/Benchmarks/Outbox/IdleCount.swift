import Foundation
import TestKit

/// What a daemon asks of its server, and of the processor, while nothing happens.
enum IdleCount {
    private static let seconds = 40.0

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let server = try await PostgreSQLServer(isDurable: true)
        defer { server.stop() }
        let address = try await server.makeDatabase()
        let hall = try RunningHall(
            in: folder, ["--demo", "--log", "error", "--storage", address])
        defer { hall.program.stop() }
        // What comes after the start is over.
        try await Task.sleep(for: .seconds(5))
        try await server.psql("ALTER SYSTEM SET log_statement = 'all'")
        try await server.psql("SELECT pg_reload_conf()")
        try await Task.sleep(for: .seconds(1))
        let (queries, time) = (try said(server), try hall.program.processorSeconds())
        try await Task.sleep(for: .seconds(seconds))
        return [
            Count(
                queries: Double(try said(server) - queries) / seconds,
                share: (try hall.program.processorSeconds() - time) / seconds)
        ]
    }

    /// Statements in the server's log so far.
    private static func said(_ server: PostgreSQLServer) throws -> Int {
        try String(contentsOf: server.folder.appending(path: "log"), encoding: .utf8)
            .split(separator: "\n")
            .count { $0.contains("LOG:  statement: ") || $0.contains("LOG:  execute ") }
    }

    private struct Count: Finding {
        /// A second.
        let queries: Double
        /// Of one core.
        let share: Double
        let title = "an idle daemon on PostgreSQL"
        var holds: Bool { queries < 1 && share < 0.01 }
        var description: String {
            let number = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(2))
            return """
                \(title)
                  \(queries.formatted(number)) queries a second (aim < 1), \
                \((share * 100).formatted(number)) % of a core (aim < 1): \
                \(holds ? "holds" : "MISSED")
                """
        }
    }
}
