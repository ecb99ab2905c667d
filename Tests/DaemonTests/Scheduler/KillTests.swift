import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import TestKit
import Testing

@testable import Daemon

/// A daemon killed at each step of a delivery loses nothing and says nothing twice.
///
/// One life after another over one store, each ended at another step; the counterparty's own
/// ledger is the judge.
struct KillTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// Set in the victim: where it ends, as `Fate` reads it.
    private static let end = environment["LABQUEUE_KILL_AT"]

    /// Each step, early and late; `LABQUEUE_KILL_ROUNDS=20` tries many more moments of each.
    private static var ends: [String] {
        let rounds = environment["LABQUEUE_KILL_ROUNDS"].flatMap(Int.init) ?? 1
        var ends: [String] = []
        for round in 0..<rounds {
            for write in [2, 3, 5, 8] {
                ends += ["insideWrite", "afterWrite"].map { "\($0) \(write + round * 7)" }
            }
            for step in [Fate.Step.sending, .accepted, .answered, .keeping] {
                ends.append("\(step.rawValue) \(1 + round)")
                // What was cut off is asked about, and that is cut off, too.
                if step == .accepted { ends.append("asking 1") }
            }
        }
        return ends
    }

    private static let schedule = Schedule(
        "scripted.daily", cron: "0 2 * * *", missed: .every
    ) { tick, _ in
        [
            Errand(
                connector: "scripted", operation: "tick", lane: "scripted.main", key: "tick",
                number: "tick-\(tick.day.date)", payload: ["text": "x"])
        ]
    }

    private static func scheduler(
        _ store: Store, _ ledger: PaperLedger, day: Int, fate: Fate? = nil
    ) throws -> Scheduler {
        var connector = ledger.connector(
            .quick.changed { ($0.inFlight, $0.backOff, $0.days) = (4, [0], 10_000) }, fate: fate)
        connector.timetable = [schedule]
        return try Scheduler(
            store: store, connectors: [Connectors.Member(connector)],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { Date().addingTimeInterval(Double(day) * 86_400) }, random: { 0 })
    }

    @Test(.enabled(if: end == nil), .timeLimit(.minutes(10)), arguments: EngineKind.allCases)
    func `killed at every step, each number is accepted once, in its order, and none is missing`(
        kind: EngineKind
    ) async throws {
        let folder = try Folder()
        let server = kind == .postgresql ? try await PostgreSQLServer.shared : nil
        let line = try await server?.makeDatabase() ?? "sqlite"
        let ledger = PaperLedger(file: folder("ledger"))
        let promised = PaperLedger(file: folder("promised"))
        for (day, end) in Self.ends.enumerated() {
            let victim = try Victim(
                of: "KillTests",
                environment: [
                    "LABQUEUE_KILL_AT": end, "LABQUEUE_KILL_DAY": "\(day)",
                    "LABQUEUE_KILL_FOLDER": folder.url.path, "LABQUEUE_KILL_STORAGE": line,
                ])
            let words = await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        returning: String(
                            decoding: victim.output.readDataToEndOfFile(), as: UTF8.self))
                }
            }
            #expect(words.hasSuffix("ended at \(end)\n"), "\(words)")
        }

        let store = try await Store.open(line, folder: folder("data"))
        let now = Date().addingTimeInterval(Double(Self.ends.count) * 86_400)
        let last = try #require(
            try Cron(Self.schedule.cron).last(
                upTo: now, after: now.addingTimeInterval(-3 * 86_400), in: .hospital))
        try await Self.scheduler(store, ledger, day: Self.ends.count).during {
            try await Patience.until("all are past", within: .seconds(60)) {
                try await Self.isQuiet(store) && ledger.accepted.contains("tick-\(last.day)")
            }
        }
        try await judge(store, ledger, promised: promised.all)
        try await store.close()
        try await server?.drop(line)
    }

    private static func isQuiet(_ store: Store) async throws -> Bool {
        try await store.read {
            try Outbox.search(.init(states: [.ready, .behind, .running, .dead]), in: $0)
        }.isEmpty
    }

    private func judge(_ store: Store, _ ledger: PaperLedger, promised: [String]) async throws {
        let accepted = ledger.accepted
        #expect(Set(accepted).count == accepted.count, "accepted twice")
        #expect(Set(promised).subtracting(accepted) == [], "lost")
        // Armed by one of the first lives, and then every day.
        let ticks = accepted.filter { $0.hasPrefix("tick-") }.map { String($0.dropFirst(5)) }
        let days = try ticks.map { try Date("\($0)T00:00:00Z", strategy: .iso8601) }
        #expect(days.count > Self.ends.count - 4)
        #expect(zip(days, days.dropFirst()).allSatisfy { $1.timeIntervalSince($0) == 86_400 })
        let cards = try await store.read {
            try $0.rows("SELECT number FROM card").map { try $0.string("number") }
        }
        // The business row and the errand are kept together, the end and what follows, too.
        let told = cards.filter { $0.hasPrefix("told ") }.map { String($0.dropFirst(5)) }
        let asked = cards.filter { $0.hasPrefix("key") }
        #expect(Set(told) == Set(accepted))
        #expect(Set(asked) == Set(accepted.filter { $0.hasPrefix("key") }))
        for key in ["key0", "key1", "key2", "tick"] {
            let order = accepted.filter { $0.hasPrefix(key) }
            #expect(!order.isEmpty)
            #expect(order == order.sorted())
        }
        for number in accepted {
            let story = ledger.story(of: number)
            for (event, next) in zip(story, story.dropFirst()) where event == "cut" {
                #expect(next == "asked", "\(number): \(story)")
            }
        }
        #expect(ledger.all.contains { $0.hasPrefix("asked ") })
        #expect(try await store.verify() == [])
    }

    @Test(.enabled(if: end != nil))
    func `the victim`() async throws {
        func given(_ name: String) throws -> String {
            try #require(Self.environment["LABQUEUE_KILL_\(name)"])
        }
        let fate = try #require(Fate(try given("AT")))
        let day = try #require(Int(try given("DAY")))
        let folder = URL(fileURLWithPath: try given("FOLDER"))
        let promised = PaperLedger(file: folder.appending(path: "promised"))
        let ledger = PaperLedger(file: folder.appending(path: "ledger"))
        let opened = try await Store.open(
            try given("STORAGE"), folder: folder.appending(path: "data"))
        let store = Store(
            engine: MeddledEngine(
                engine: opened.engine, inside: { _ in fate.pass(.insideWrite) },
                after: { _ in fate.pass(.afterWrite) }))
        let scheduler = try Self.scheduler(store, ledger, day: day, fate: fate)
        let now = Date().addingTimeInterval(Double(day) * 86_400)
        try await scheduler.during {
            for count in 0..<20 {
                // One of each key, each with the row that made it necessary.
                let numbers = (0..<3).map { "key\($0)-\(1_000 + day)-\(100 + count)" }
                try await store.write { transaction in
                    for number in numbers {
                        try Records.bind(card: number, to: "P", at: now, in: transaction)
                        try Outbox.enqueue(
                            Errand(
                                connector: "scripted", operation: "tell", lane: "scripted.main",
                                key: String(number.prefix(4)), number: number,
                                payload: ["text": "x"]), at: now, in: transaction)
                    }
                }
                for number in numbers { promised.note(number) }
                scheduler.wake()
            }
            try await Patience.until("all are past") { try await Self.isQuiet(store) }
        }
    }
}
