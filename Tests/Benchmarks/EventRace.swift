import Foundation
import GRDB
import Synchronization
import TestKit

/// Events told over HTTP by sixteen clients, against as many writers' single-row commits of the
/// same engine.
enum EventRace {
    private static let clients = 16
    private static let eventsEach = 100
    private static let commitsEach = 50

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let row = event(0)
        let writers = try SingleWriters(clients, in: folder)
        let sqlite = try await race(
            "SQLite", in: folder, rounds,
            against: .init(name: "WAL, synchronous=FULL, \(row.utf8.count)-byte rows") {
                try await rate(clients * commitsEach, by: clients) { client in
                    try writers.commit(row, times: commitsEach, by: client)
                }
            })
        let server = try await PostgreSQLServer(isDurable: true)
        defer { server.stop() }
        let pgbench = try await Pgbench(server, in: folder)
        let postgresql = try await race(
            "PostgreSQL", in: folder, rounds, storage: server.makeDatabase(),
            against: .init(name: "pgbench, \(row.utf8.count)-byte rows") {
                try pgbench.commits(of: row, clients: clients, each: commitsEach * 4)
            })
        return [sqlite, postgresql]
    }

    private static func race(
        _ engine: String, in folder: URL, _ rounds: Int, storage: String = "sqlite",
        against yardstick: Contest.Side
    ) async throws -> any Finding {
        let hall = try RunningHall(
            in: folder.appending(path: engine),
            ["--demo", "--log", "error", "--storage", storage])
        defer { hall.program.stop() }
        let token = try hall.token(of: "his")
        let port = hall.port
        let numbers = Mutex(0)
        let contest = Contest(
            title: "events kept on \(engine), \(clients) clients ÷ single-row commits, "
                + "\(clients) writers",
            unit: "/s", bar: .atLeast(1),
            ours: .init(name: "one event a request, with its records") {
                let first = numbers.withLock { numbers in
                    numbers += clients * eventsEach
                    return numbers - clients * eventsEach
                }
                return try await rate(clients * eventsEach, by: clients) { client in
                    let caller = try Caller(port: port, token: token)
                    for number in 0..<eventsEach {
                        let number = first + client * eventsEach + number
                        let answer = try caller.send("POST", "/api/v1/events", event(number))
                        guard answer.status == 200, answer.body.contains("\"accepted\":1") else {
                            throw Trouble("event \(number) was answered \(answer.status)")
                        }
                    }
                }
            },
            yardstick: yardstick)
        return try await contest.play(rounds)
    }

    /// A paid order or a settled bill, as long as they usually are.
    private static func event(_ number: Int) -> String {
        let head = #"{"id":"b\#(number)","at":"2026-11-22T07:31:00+08:00","campus":"benbu","#
        guard number.isMultiple(of: 2) else {
            return head + #"""
                "type":"order.paid","data":{"order":"BL\#(number)","patient":"BP\#(number)",\#
                "visit":"BV\#(number)","department":"内科","urgency":"routine","items":[\#
                {"code":"CBC","name":"血常规","tube":"purple"},\#
                {"code":"LFT","name":"肝功能","tube":"yellow"}]}}
                """#
        }
        return head + #"""
            "type":"settlement.completed","data":{"settlement":"BS\#(number)",\#
            "patient":"BP\#(number)","visit":"BV\#(number)","source":"window","point":"W03",\#
            "cashier":"U07","cashierName":"收费员甲","total":12300,"charges":[\#
            {"code":"01","name":"西药费","amount":12000},{"code":"02","name":"检查费","amount":300}],\#
            "payments":[{"channel":"wechat","amount":12300,"reference":"wx\#(number)"}]}}
            """#
    }

    /// How many of `count` are done a second by threads that begin at once.
    private static func rate(
        _ count: Int, by threads: Int, _ work: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Double {
        let took = try await ContinuousClock().measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<threads {
                    group.addTask {
                        try await withCheckedThrowingContinuation { done in
                            Thread.detachNewThread {
                                done.resume(with: Result { try work(number) })
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(count) / took.seconds
    }
}

/// Connections that take turns at one file.
private struct SingleWriters: Sendable {
    private let queues: [DatabaseQueue]

    init(_ count: Int, in folder: URL) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(30)
        let path = folder.appending(path: "yardstick.sqlite").path
        queues = try (0..<count).map { _ in
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS line
                        (seq INTEGER PRIMARY KEY, event TEXT NOT NULL)
                        """)
            }
            return queue
        }
    }

    func commit(_ row: String, times: Int, by writer: Int) throws {
        try queues[writer].writeWithoutTransaction { db in
            for _ in 0..<times {
                try db.inTransaction(.immediate) {
                    try db.execute(sql: "INSERT INTO line (event) VALUES (?)", arguments: [row])
                    return .commit
                }
            }
        }
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
