import Daemon
import Foundation
import GRDB
import Hall
import Hospital
import Lab
import Logging
import Storage
import Synchronization

/// Durable tickets at sixteen kiosks at once, against one writer's single-row commits.
enum TicketRace {
    private static let clients = 16
    private static let ticketsEach = 100
    private static let commits = 800

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let hall = try await SilentHall(in: folder)
        let row = try await hall.usualRow()
        let writer = try OneWriter(in: folder)
        let batches = try await hall.register((rounds + 1) * clients * ticketsEach)
            .chunked(by: clients * ticketsEach)
        let next = Mutex(batches[...])
        let contest = Contest(
            title: "durable tickets, \(clients) clients ÷ single-row commits, one writer",
            unit: "/s", bar: .atLeast(2),
            ours: .init(name: "tickets through reception, desk and journal") {
                let cards = next.withLock { $0.popFirst() ?? [] }
                return try await hall.swipe(cards.chunked(by: ticketsEach))
            },
            yardstick: .init(name: "SQLite, WAL, synchronous=FULL, \(row.utf8.count)-byte rows") {
                try writer.commit(row, times: commits)
            })
        let result = try await contest.play(rounds)
        try await hall.close()
        return [result]
    }
}

/// One connection that commits row after row.
private struct OneWriter: Sendable {
    private let queue: DatabaseQueue

    init(in folder: URL) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        queue = try DatabaseQueue(
            path: folder.appending(path: "yardstick.sqlite").path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "CREATE TABLE line (seq INTEGER PRIMARY KEY, event TEXT NOT NULL)")
        }
    }

    /// Rows per second.
    func commit(_ row: String, times: Int) throws -> Double {
        try queue.writeWithoutTransaction { db in
            let insert = try db.makeStatement(sql: "INSERT INTO line (event) VALUES (?)")
            let took = try ContinuousClock().measure {
                for _ in 0..<times { try insert.execute(arguments: [row]) }
            }
            return Double(times) / took.seconds
        }
    }
}

extension Array {
    func chunked(by size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
