import Foundation
import Storage
import TestKit

/// How long after it is enqueued an errand starts, at the pace of the busiest minute.
enum StartCount {
    private static let errands = 500
    private static let pace = Duration.milliseconds(20)

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let sync = 1_000 / (try SyncPace.measure(in: folder))
        let sqlite = try await Works(
            Store.open(folder: folder.appending(path: "sqlite")), inFlight: 16)
        let here = try await sqlite.starts(of: errands, every: pace)
        try await sqlite.close()
        let server = try await PostgreSQLServer(isDurable: true)
        defer { server.stop() }
        let postgresql = try await Works(
            Store.open(server.makeDatabase(), folder: folder), inFlight: 16)
        let there = try await postgresql.starts(of: errands, every: pace)
        try await postgresql.close()
        return [
            Count(engine: "SQLite", waits: here, medianBar: 2 + sync, sync: sync),
            Count(
                engine: "PostgreSQL", waits: there, medianBar: 4, lateBar: 10, sync: sync),
        ]
    }

    /// Milliseconds from asking to enqueue, the commit included, to the connector's first line.
    private struct Count: Finding {
        let engine: String
        let median: Double
        let late: Double
        let medianBar: Double
        let lateBar: Double?
        let sync: Double

        init(
            engine: String, waits: [Duration], medianBar: Double, lateBar: Double? = nil,
            sync: Double
        ) {
            let sorted = waits.map { $0.seconds * 1_000 }.sorted()
            self.engine = engine
            median = sorted[sorted.count / 2]
            late = sorted[sorted.count * 99 / 100]
            (self.medianBar, self.lateBar, self.sync) = (medianBar, lateBar, sync)
        }

        var title: String { "from enqueueing to starting at 50 a second, \(engine)" }
        var holds: Bool { median <= medianBar && lateBar.map { late <= $0 } ?? true }

        var description: String {
            let lateAim = lateBar.map { " (aim ≤ \(Self.text($0)))" } ?? ""
            return """
                \(title)
                  half within \(Self.text(median)) ms (aim ≤ \(Self.text(medianBar))), \
                99 of 100 within \(Self.text(late)) ms\(lateAim); \
                one fdatasync takes \(Self.text(sync)) ms: \(holds ? "holds" : "MISSED")
                """
        }

        private static func text(_ milliseconds: Double) -> String {
            milliseconds.formatted(.number.precision(.fractionLength(2)))
        }
    }
}
