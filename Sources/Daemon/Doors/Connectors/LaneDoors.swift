import Foundation
import Hub
import Hummingbird
import Lab
import Storage

extension House {
    /// What operators see of lanes, and how they stop one.
    var laneDoors: [Door] {
        let operators = Set<Badge.Role>(opening: [.integrator])
        return [
            Door(
                .get, "/api/v1/lanes", for: operators,
                Words("各通道：等待、最早、熔断、暂停", "Lanes: waiting, oldest, breaker, pause")
            ) { visit in
                let figures = try await store.read { try Outbox.figures(in: $0) }
                let lanes = Dictionary(
                    connectors.members.flatMap(\.lanes).map { ($0.name, $0) }
                ) { first, _ in first }
                return try visit.json([
                    "lanes": figures.map { LaneView($0, lanes[$0.lane]) }
                ])
            },
            Door(
                .post, "/api/v1/lanes/{lane}/pause", for: operators,
                Words("暂停通道：进行中的会做完", "Pause a lane; what is under way ends")
            ) { visit in
                let (lane, moment, actor) = (visit["lane"], now(), visit.badge.actor)
                return try await carryOut(visit) { _ in
                    let isKnown = try await store.write {
                        try Outbox.pause(lane, by: actor, at: moment, in: $0)
                    }
                    return try await told("lane.pause", lane, isKnown, visit)
                }
            },
            Door(
                .post, "/api/v1/lanes/{lane}/resume", for: operators,
                Words("恢复通道", "Let a lane go on")
            ) { visit in
                let lane = visit["lane"]
                return try await carryOut(visit) { _ in
                    let isKnown = try await store.write { try Outbox.resume(lane, in: $0) }
                    return try await told("lane.resume", lane, isKnown, visit)
                }
            },
        ]
    }

    private func told(
        _ action: String, _ lane: String, _ isKnown: Bool, _ visit: Visit
    ) async throws -> [String: String] {
        guard isKnown else { throw Problem.unknown("lane", "通道", "lane") }
        try await note(action, lane, visit)
        wake([lane])
        return ["lane": lane]
    }
}

/// A lane as operators see it.
private struct LaneView: Encodable, Sendable {
    let lane: String
    let connector: String
    let title: Words?
    /// Absent where all campuses share the lane.
    let campus: String?
    let waiting: Int
    let inFlight: Int
    let dead: Int
    let oldest: Date?
    let delivered: Int
    let failed: Int
    let breaker: String
    let pausedAt: Date?
    let pausedBy: String?
    /// How it is driven; absent for a lane that no connector has any more.
    let policy: LanePolicy?

    init(_ figures: LaneFigures, _ lane: Hub.Lane?) {
        self.lane = figures.lane
        connector = figures.connector
        title = lane?.title
        campus = lane?.campus
        waiting = figures.waiting
        inFlight = figures.inFlight
        dead = figures.dead
        oldest = figures.oldest
        delivered = figures.delivered
        failed = figures.failed
        breaker = figures.breaker.state.rawValue
        pausedAt = figures.pausedAt
        pausedBy = figures.pausedBy
        policy = lane?.policy
    }
}
