import Daemon
import Foundation
import Lab
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// A scheduler at work over one store, with nothing to do but errands of `NoOp`.
final class Works: Sendable {
    let store: Store
    private let scheduler: Scheduler
    private let running: Task<Void, any Error>
    private let numbers = Mutex(0)
    private let ends: AsyncStream<ContinuousClock.Instant>

    /// - Parameter inFlight: Deliveries under way at once.
    init(_ store: Store, inFlight: Int) async throws {
        self.store = store
        let (ends, teller) = AsyncStream<ContinuousClock.Instant>.makeStream()
        self.ends = ends
        let scheduler = try Scheduler(
            store: store, connectors: [.init(NoOp(inFlight: inFlight, ends: teller))],
            settings: OutboxSettings(), timetable: TimetableSettings(), zone: .hospital,
            logger: Logger(label: "works") { _ in SwiftLogNoOpLogHandler() }, now: { Date() })
        self.scheduler = scheduler
        running = Task { try await scheduler.run() }
        await scheduler.untilOpen()
    }

    /// Enqueues `count` errands, `each` in a transaction, without letting them go yet.
    func fill(_ count: Int, each: Int = 500) async throws {
        var left = count
        while left > 0 {
            let some = min(left, each)
            let first = numbers.withLock { numbers in
                numbers += some
                return numbers - some
            }
            try await store.write { transaction in
                for number in first..<(first + some) {
                    _ = try Outbox.enqueue(NoOp.errand(number), at: Date(), in: transaction)
                }
            }
            left -= some
        }
    }

    /// Lets them go; answers how many a second reached their end, on disk.
    func drain(_ count: Int) async throws -> Double {
        let took = try await ContinuousClock().measure {
            scheduler.wake([NoOp.lane])
            for await _ in ends.prefix(count) {}
            // Looked at only now, so that looking costs them nothing.
            while try await isAnyOpen() { try await Task.sleep(for: .milliseconds(1)) }
        }
        return Double(count) / took.seconds
    }

    /// Errand after errand, each told when the one before has ended; how many a second.
    func oneByOne(_ count: Int) async throws -> Double {
        let took = try await ContinuousClock().measure {
            for _ in 0..<count {
                try await fill(1)
                scheduler.wake([NoOp.lane])
                for await _ in ends.prefix(1) {}
            }
        }
        return Double(count) / took.seconds
    }

    /// Errands at an even pace; how long after it was enqueued each was tried.
    func starts(of count: Int, every pace: Duration) async throws -> [Duration] {
        var waits: [Duration] = []
        var next = ContinuousClock.now
        for _ in 0..<count {
            let begun = ContinuousClock.now
            try await fill(1)
            scheduler.wake([NoOp.lane])
            for await start in ends.prefix(1) { waits.append(start - begun) }
            next = next.advanced(by: pace)
            try await Task.sleep(until: next, clock: .continuous)
        }
        return waits
    }

    private func isAnyOpen() async throws -> Bool {
        try await store.read { transaction in
            try transaction.row("SELECT max(id) AS id FROM delivery")?.optionalInt("id") != nil
        }
    }

    func close() async throws {
        scheduler.close()
        try await running.value
        try await store.close()
    }
}
