import Daemon
import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import TestKit

/// A hospital of one test: a store, a clock, a scheduler, its connectors, and whoever they call.
public final class Clinic: Sendable {
    public let store: Store
    public let clock: WallClock
    public let wire: SimulatedWire
    public let connectors: [any Connector]
    private let scheduler: Scheduler

    /// - Parameter make: Makes the connectors, as the roster does.
    public init(
        store: Store, clock: WallClock, wire: SimulatedWire,
        make: (Premises) throws -> [any Connector]
    ) throws {
        self.store = store
        self.clock = clock
        self.wire = wire
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let bell = ErrandBell()
        var premises = Premises(
            store: store, http: wire, campuses: ["benbu", "jinshan"], zone: .hospital,
            now: { clock.now }, address: { "http://hospital" }, logger: logger)
        premises.wake = { bell.ring($0) }
        // Made once to learn their names, which each of them may ask for.
        premises.connectors = Set(try make(premises).map { Self.name(of: $0) })
        connectors = try make(premises)
        scheduler = try Scheduler(
            store: store,
            connectors: connectors.map { connector in
                Connectors.Member(connector, lanes: connector.lanes.map(Self.eager))
            },
            zone: .hospital, logger: logger, now: { clock.now }, random: { 0 })
        bell.hang(scheduler)
    }

    private static func name(of connector: any Connector) -> String { type(of: connector).name }

    /// A lane that tries again at once and never gives up.
    private static func eager(_ lane: Lane) -> Lane {
        var lane = lane
        lane.policy.backOff = [0]
        lane.policy.breakerAfter = 100_000
        lane.policy.attempts = 1_000_000
        lane.policy.inFlight = 4
        return lane
    }

    /// Works for as long as `body` takes, then stops as SIGTERM would stop it.
    public func run(_ body: () async throws -> Void) async throws {
        try await scheduler.during(body)
    }

    /// The HIS tells something: records and errands in one transaction, as the inbox does.
    /// - Throws: `HISEvent.Malformed` where the inbox would refuse it.
    public func tell(_ event: JSON) async throws {
        let event = try HISEvent(event, campuses: ["benbu", "jinshan"])
        let entry = try event.entry(receivedAt: clock.now)
        let (scheduler, now) = (scheduler, clock.now)
        try await store.write { transaction in
            guard
                try Records.accept(
                    eventID: event.id, type: event.kind.rawValue, at: event.at,
                    campus: event.campus, receivedAt: now, json: event.text, in: transaction)
            else { return }
            try entry.save(in: transaction)
            try scheduler.plan(event, in: transaction)
        }
        scheduler.wake(for: [event])
    }

    /// Fires a schedule of a connector, as the timetable does.
    public func fire(_ schedule: String, at moment: Date? = nil) async throws {
        guard let found = connectors.flatMap(\.timetable).first(where: { $0.name == schedule })
        else { throw Trouble("there is no schedule \(schedule)") }
        let now = clock.now
        let at = moment ?? now
        let tick = Schedule.Tick(
            schedule: schedule, at: at,
            day: BusinessDay(of: at, in: .hospital, changesAt: 0))
        try await store.write { transaction in
            for errand in try found.errands(tick, transaction) {
                try Outbox.enqueue(errand, at: now, in: transaction)
            }
        }
        scheduler.wake()
    }

    public func wake() { scheduler.wake() }

    public func replay(_ ids: [Int]) async throws { try await scheduler.replay(ids) }

    public func skip(_ id: Int) async throws { try await scheduler.skip(id, because: "test") }

    /// Until nothing is on its way; what is dead stays.
    public func untilQuiet() async throws {
        try await Patience.until("nothing is on its way") {
            try await open.allSatisfy { $0.state == .dead || $0.state == .behind }
        }
    }

    /// Deliveries that have not ended.
    public var open: [Delivery] {
        get async throws {
            try await store.read { transaction in
                try transaction.rows("SELECT id FROM delivery ORDER BY id")
                    .compactMap { try Outbox.find($0.int("id"), in: transaction) }
            }
        }
    }
}

/// What went wrong with a test's own questions.
public struct Trouble: Error, CustomStringConvertible {
    public let description: String

    public init(_ words: String) { description = words }
}
