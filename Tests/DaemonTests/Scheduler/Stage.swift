import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import Synchronization
import TestKit

@testable import Daemon

/// A store, a clock, and schedulers over them, for one test.
struct Stage {
    let store: Store
    let clock: TestClock

    init() throws {
        store = Store(engine: try SQLiteEngine.temporary())
        clock = TestClock("2026-11-23T10:00:00+08:00")
    }

    /// Over a store that a test keeps, so that it may come back to it.
    init(_ store: Store, clock: TestClock = TestClock("2026-11-23T10:00:00+08:00")) {
        self.store = store
        self.clock = clock
    }

    func scheduler(
        _ connectors: any Connector..., settings: OutboxSettings = OutboxSettings(),
        timetable: TimetableSettings = TimetableSettings(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        random: @escaping @Sendable () -> Double = { 0 }
    ) throws -> Scheduler {
        try Scheduler(
            store: store, connectors: connectors.map { Connectors.Member($0) }, settings: settings,
            timetable: timetable, zone: .hospital, logger: logger, now: { [clock] in clock.now },
            random: random)
    }

    @discardableResult
    func enqueue(
        _ operation: String = "tell", lane: String = "scripted.main", key: String? = nil,
        number: String? = nil, version: Int? = nil, dueIn seconds: TimeInterval = 0
    ) async throws -> Int {
        let errand = Errand(
            connector: String(lane.prefix { $0 != "." }), operation: operation, lane: lane,
            key: key, number: number, version: version, payload: ["text": "x"],
            dueAt: clock.now.addingTimeInterval(seconds))
        let now = clock.now
        return try await store.write { try Outbox.enqueue(errand, at: now, in: $0) }
    }

    func find(_ id: Int) async throws -> Delivery? {
        try await store.read { try Outbox.find(id, in: $0) }
    }

    func until(_ id: Int, is state: Delivery.State) async throws {
        try await Patience.until("delivery \(id) is \(state)") {
            try await find(id)?.state == state
        }
    }

    func until(
        _ id: Int, _ what: String, _ condition: (Delivery) -> Bool
    ) async throws {
        try await Patience.until("delivery \(id) \(what)") {
            try await find(id).map(condition) ?? false
        }
    }
}

/// What a counterparty was told, in order.
final class Ledger: Sendable {
    private let entries = Mutex<[String]>([])

    func note(_ entry: String) { entries.withLock { $0.append(entry) } }
    var all: [String] { entries.withLock { $0 } }

    func until(_ count: Int) async throws {
        try await Patience.until("\(count) entries") { all.count >= count }
    }
}

/// A door that stays shut until opened.
final class TestGate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>(
        (false, []))

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    /// Heeds no cancellation.
    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}
