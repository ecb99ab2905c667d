import Foundation
import Nursing
import Storage
import TestKit

/// What a night of bed-days costs: beside the arithmetic alone, and beside a tenth of the stays.
enum NursingRace {
    private static let stays = 5_000
    /// Long stays: each was charged for this many days before.
    private static let days = 60

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        var findings: [any Finding] = []
        let (many, few) = (folder.appending(path: "many"), folder.appending(path: "few"))
        findings += try await race(
            "SQLite", Store.open(folder: many, migrations: NursingConnector.tables),
            Store.open(folder: few, migrations: NursingConnector.tables), rounds)
        let server = try await PostgreSQLServer(isDurable: true)
        defer { server.stop() }
        findings += try await race(
            "PostgreSQL",
            Store.open(
                server.makeDatabase(), folder: many, migrations: NursingConnector.tables),
            Store.open(
                server.makeDatabase(), folder: few, migrations: NursingConnector.tables), rounds)
        return findings
    }

    private static func race(
        _ engine: String, _ many: Store, _ few: Store, _ rounds: Int
    ) async throws -> [any Finding] {
        let full = try NightWard(many, stays: stays)
        let small = try NightWard(few, stays: stays / 10)
        try await full.fill(days: days)
        try await small.fill(days: days)
        let rehearsal = Rehearsal(stays: stays, days: days)
        let arithmetic = Contest(
            title: "a night of \(stays) stays of \(days) days on \(engine) ÷ the arithmetic alone",
            unit: "ms", bar: .atMost(8),
            ours: .init(name: "night") { try await full.night() * 1_000 },
            yardstick: .init(name: "arithmetic in memory") {
                var sum = 0
                let took = ContinuousClock().measure { sum = rehearsal.play() }
                guard sum > 0 else { throw Trouble("nothing was to be posted") }
                return took.seconds * 1_000
            })
        let growth = Contest(
            title: "a night of \(stays) stays on \(engine) ÷ a night of \(stays / 10)",
            unit: "ms", bar: .atMost(12),
            ours: .init(name: "many") { try await full.night() * 1_000 },
            yardstick: .init(name: "a tenth") { try await small.night() * 1_000 })
        let findings: [any Finding] = [
            try await arithmetic.play(rounds), try await growth.play(rounds),
        ]
        try await many.close()
        try await few.close()
        return findings
    }
}
