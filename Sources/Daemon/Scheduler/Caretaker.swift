import Foundation
import Hub
import Logging
import Storage

/// What is done now and then: a look for work whose wake-up was lost, the dead workers' hand-back,
/// urgency, totals, retention.
struct Caretaker: Sendable {
    let shift: Shift
    let acknowledger: Acknowledger
    let shortage: Shortage
    let timekeeper: Timekeeper
    /// How long what has ended is kept.
    let keepDays: Int
    let wake: @Sendable (Set<String>) -> Void

    /// Everything is a multiple of this.
    private static let round = Duration.seconds(5)
    private static let urgencyRounds = 12
    private static let repairRounds = 60
    private static let pruneRounds = 120
    private static let prunedAtOnce = 500
    /// No counterparty asks to come back later than this, in seconds.
    private static let day: TimeInterval = 86_400

    func run() async {
        var rounds = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.round)
            if Task.isCancelled { return }
            rounds += 1
            if shortage.recover() { wake(Set(shift.lanes.map(\.name))) }
            await careful("looking for work") { try await look() }
            await careful("bringing forward what the clock put off") {
                try await timekeeper.afterSetBack { try await bringForward(isSetBack: true) }
            }
            await careful("keeping totals") { try await keepTotals() }
            if rounds.isMultiple(of: Self.urgencyRounds) {
                await careful("raising urgency") { try await raiseUrgency() }
            }
            if rounds.isMultiple(of: Self.repairRounds) {
                await careful("looking for strays") { try await repair() }
                await careful("looking for what waits too long") { try await bringForward() }
            }
            if rounds.isMultiple(of: Self.pruneRounds) {
                await careful("forgetting the past") { try await prune() }
            }
        }
    }

    /// One trouble must not end the others' care.
    private func careful(_ what: String, _ body: () async throws -> Void) async {
        do { try await body() } catch { shortage.note(error, while: what) }
    }

    /// Wakes lanes with work that is due, and looks whether those at work elsewhere live.
    func look() async throws {
        let (now, worker) = (shift.now(), shift.worker)
        let outlook = try await shift.store.read { try Outbox.outlook(of: worker, in: $0) }
        wake(Set(outlook.due.filter { $0.value <= now }.keys))
        if outlook.hasOthers { try await reclaim() }
    }

    func keepTotals() async throws {
        let totals = acknowledger.takeTotals()
        guard !totals.isEmpty else { return }
        try await shift.store.write { try Outbox.count(totals, in: $0) }
    }

    /// Takes back what dead workers had in hand.
    func reclaim() async throws {
        let all = try await shift.store.read { try Outbox.workers(in: $0) }
        let others = all.subtracting([shift.worker])
        guard !others.isEmpty else { return }
        let dead = try await shift.store.engine.absent(others)
        guard !dead.isEmpty else { return }
        let lanes = try await shift.store.write { try Outbox.reclaim(from: dead, in: $0) }
        shift.logger.notice(
            "took back \(lanes.values.reduce(0, +)) deliveries of \(dead.count) dead workers")
        wake(Set(lanes.keys))
    }

    func raiseUrgency() async throws {
        let now = shift.now()
        try await shift.store.write { _ = try Outbox.raiseUrgency(at: now, in: $0) }
    }

    /// Makes due what waits only because the clock was ahead.
    /// - Parameter isSetBack: Whether that is known; else only what is beyond doubt.
    func bringForward(isSetBack: Bool = false) async throws {
        let now = shift.now()
        let waits = shift.lanes.map { lane in
            (lane.name, max(lane.policy.longestWait, isSetBack ? 0 : Self.day))
        }
        let count = try await shift.store.write { transaction in
            try Outbox.bringForward(
                Dictionary(waits) { first, _ in first }, at: now, in: transaction)
        }
        guard count > 0 else { return }
        shift.logger.notice("\(count) deliveries waited for a time that was none")
        wake(Set(waits.map(\.0)))
    }

    private func repair() async throws {
        let lanes = try await shift.store.write { try Outbox.repair(in: $0) }
        if !lanes.isEmpty {
            shift.logger.warning("lanes \(lanes.sorted()) had keys without a head")
            wake(lanes)
        }
    }

    /// In small pieces, so that nobody waits for it; nothing while the time is in doubt.
    func prune() async throws {
        guard timekeeper.halted == nil else { return }
        let moment = shift.now().addingTimeInterval(-Double(keepDays) * 86_400)
        while !Task.isCancelled {
            let count = try await shift.store.write {
                try Outbox.prune(before: moment, atMost: Self.prunedAtOnce, in: $0)
            }
            if count < Self.prunedAtOnce { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
