import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Asks the connectors what is to be told because of an event or a tick, and enqueues it.
///
/// What a connector cannot plan does not hold up the event: it waits as a dead delivery whose
/// operation is `plan <kind>` or `tick <schedule>`, in the lane of the connector's own name.
/// Replayed, it is planned again.
struct Planner: Sendable {
    private static let plan = "plan "
    private static let tick = "tick "

    private let connectors: [any Connector]

    init(_ connectors: [any Connector]) { self.connectors = connectors }

    /// Whether the delivery is a plan of ours rather than something to tell.
    static func isOwn(_ delivery: Delivery) -> Bool {
        delivery.operation.hasPrefix(plan) || delivery.operation.hasPrefix(tick)
    }

    /// Enqueues what `event` calls for.
    func plan(_ event: HISEvent, at now: Date, in transaction: any Transaction) throws {
        for connector in connectors where type(of: connector).wants.contains(event.kind) {
            let name = type(of: connector).name
            let dead = Errand(
                connector: name, operation: Self.plan + event.kind.rawValue, lane: name,
                payload: event.json)
            try keepingTrouble(as: dead, event: event.id, at: now, in: transaction) {
                try Self.enqueue(
                    try connector.errands(for: event, in: transaction), event: event.id, at: now,
                    in: transaction)
            }
        }
    }

    /// Enqueues what a tick of `schedule` calls for.
    func fire(
        _ schedule: Schedule, _ tick: Schedule.Tick, of connector: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        let dead = Errand(
            connector: connector, operation: Self.tick + schedule.name, lane: connector,
            payload: [
                "at": .integer(Int64(tick.at.timeIntervalSince1970)), "day": .string(tick.day.date),
            ])
        try keepingTrouble(as: dead, event: nil, at: now, in: transaction) {
            try Self.enqueue(
                try schedule.errands(tick, transaction), event: nil, at: now, in: transaction)
        }
    }

    /// Lanes that may have work because of events of these kinds.
    func lanes(for kinds: Set<HISEvent.Kind>) -> Set<String> {
        Set(
            connectors.filter { !type(of: $0).wants.isDisjoint(with: kinds) }.flatMap { connector in
                connector.lanes.map(\.name)
            })
    }

    /// What a replayed plan comes to; nil where the delivery is none.
    func again(
        _ delivery: Delivery, by connector: any Connector, at now: Date
    ) throws -> Outcome? {
        if delivery.operation.hasPrefix(Self.plan) {
            let event = try HISEvent(delivery.payload, campuses: nil)
            return .delivered.keeping { transaction in
                try Self.enqueue(
                    try connector.errands(for: event, in: transaction), event: event.id, at: now,
                    in: transaction)
            }
        }
        guard delivery.operation.hasPrefix(Self.tick) else { return nil }
        let name = String(delivery.operation.dropFirst(Self.tick.count))
        guard let schedule = connector.timetable.first(where: { $0.name == name }),
            case .integer(let seconds) = delivery.payload["at"],
            case .string(let day) = delivery.payload["day"]
        else { throw UnknownOperation("\(delivery.connector) \(delivery.operation)") }
        let tick = Schedule.Tick(
            schedule: name, at: Date(timeIntervalSince1970: Double(seconds)),
            day: .init(date: day))
        return .delivered.keeping { transaction in
            try Self.enqueue(
                try schedule.errands(tick, transaction), event: nil, at: now, in: transaction)
        }
    }

    private static func enqueue(
        _ errands: [Errand], event: String?, at now: Date, in transaction: any Transaction
    ) throws {
        for errand in errands {
            try Outbox.enqueue(errand, event: event, at: now, in: transaction)
        }
    }

    private func keepingTrouble(
        as dead: Errand, event: String?, at now: Date, in transaction: any Transaction,
        _ body: () throws -> Void
    ) throws {
        do {
            try transaction.nested(body)
        } catch let error where !error.isOfStorage {
            try Outbox.keepDead(
                dead, event: event, because: error.safeWords, at: now, in: transaction)
        }
    }
}
