import Daemon
import Foundation
import Storage

/// Errands end to end on SQLite, in units of what the disk takes for sure.
enum OutboxRace {
    private static let alone = 100
    private static let together = 3_000

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let one = try await works("one", in: folder, inFlight: 1)
        let oneByOne = Contest(
            title: "no-op errands on SQLite, one by one ÷ fdatasync", unit: "/s",
            bar: .atLeast(0.2),
            ours: .init(name: "enqueued, claimed, acknowledged, each before the next") {
                try await one.oneByOne(alone)
            },
            yardstick: .init(name: "4 KiB and fdatasync") { try SyncPace.measure(in: folder) })
        let many = try await works("many", in: folder, inFlight: 256)
        let grouped = Contest(
            title: "no-op errands on SQLite, thousands ready ÷ fdatasync", unit: "/s",
            bar: .atLeast(4),
            ours: .init(name: "claimed and acknowledged") {
                try await many.fill(together)
                return try await many.drain(together)
            },
            yardstick: .init(name: "4 KiB and fdatasync") { try SyncPace.measure(in: folder) })
        let huey = Contest(
            title: "no-op errands on SQLite ÷ huey", unit: "/s", bar: .atLeast(3),
            ours: .init(name: "claimed and acknowledged") {
                try await many.fill(together)
                return try await many.drain(together)
            },
            yardstick: .init(name: "huey, SqliteHuey with fsync, four threads") {
                try Peer.rate("huey_noop.py", [folder.appending(path: "huey.sqlite").path])
            })
        var results: [any Finding] = []
        for contest in [oneByOne, grouped, huey] { results.append(try await contest.play(rounds)) }
        try await one.close()
        try await many.close()
        return results
    }

    private static func works(
        _ name: String, in folder: URL, inFlight: Int
    ) async throws -> Works {
        try await Works(
            Store.open(folder: folder.appending(path: name)), inFlight: inFlight)
    }
}
