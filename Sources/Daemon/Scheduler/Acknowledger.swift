import Foundation
import Hub
import Logging
import Storage
import Synchronization

/// Writes down how deliveries ended: those of all lanes together, one write at a time.
///
/// While one group goes to disk the next one gathers. A group that the database refuses is kept
/// and tried again: what happened in the world cannot be taken back.
final class Acknowledger: Sendable {
    private struct State {
        var waiting: [(Acknowledgement, CheckedContinuation<Bool, Never>)] = []
        var isAbandoned = false
        var isHurried = false
        var totals: [String: (delivered: Int, failed: Int)] = [:]
    }

    private let shift: Shift
    private let shortage: Shortage
    private let state = Mutex(State())
    private let bell = Bell()
    private static let groupAtMost = 256

    init(shift: Shift, shortage: Shortage) {
        self.shift = shift
        self.shortage = shortage
    }

    /// Returns once it is on disk, or once that is hopeless because the daemon stops.
    /// - Returns: Whether something else of its lane may go now, or has another time to go.
    func write(_ acknowledgement: Acknowledgement) async -> Bool {
        await withCheckedContinuation { continuation in
            let isLate = state.withLock { state in
                if !state.isAbandoned { state.waiting.append((acknowledgement, continuation)) }
                return state.isAbandoned
            }
            if isLate { continuation.resume(returning: false) } else { bell.ring() }
        }
    }

    /// What was counted since it was last asked, by lane.
    func takeTotals() -> [String: (delivered: Int, failed: Int)] {
        state.withLock { state in
            defer { state.totals = [:] }
            return state.totals
        }
    }

    /// The daemon stops: each group is tried once more and no more.
    func hurry() { state.withLock { $0.isHurried = true } }

    /// Lets go of what cannot be written; the next start finds it running and asks.
    func abandon() {
        let waiting = state.withLock { state in
            state.isAbandoned = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for (_, continuation) in waiting { continuation.resume(returning: false) }
        bell.ring()
    }

    /// Runs until abandoned.
    func run() async {
        while true {
            let (group, isOver) = state.withLock { state in
                let group = Array(state.waiting.prefix(Self.groupAtMost))
                state.waiting.removeFirst(group.count)
                return (group, state.isAbandoned)
            }
            if group.isEmpty {
                if isOver { return }
                await bell.wait()
                if Task.isCancelled { abandon() }
                continue
            }
            let stirred = await write(group.map(\.0))
            for (one, continuation) in group {
                continuation.resume(returning: stirred.contains(one.delivery.lane))
            }
        }
    }

    /// - Returns: The lanes that were stirred.
    private func write(_ group: [Acknowledgement]) async -> Set<String> {
        var pause = Duration.milliseconds(50)
        while true {
            do {
                return count(try await commit(group))
            } catch  where error.isOfStorage {
                shortage.note(error, while: "writing down \(group.count) acknowledgements")
                if state.withLock({ $0.isAbandoned || $0.isHurried }) || Task.isCancelled {
                    return []
                }
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(1))
            } catch {
                guard group.count > 1, !(error is CancellationError) else {
                    return await bury(group[0], because: error)
                }
                var stirred: Set<String> = []
                for one in group { stirred.formUnion(await write([one])) }
                return stirred
            }
        }
    }

    private func commit(_ group: [Acknowledgement]) async throws -> Acknowledged {
        let (now, shift) = (shift.now(), shift)
        let acknowledged = try await shift.store.write { transaction in
            try Outbox.acknowledge(
                group, terms: { shift.policy(of: $0).terms }, at: now, in: transaction)
        }
        shortage.proved()
        return acknowledged
    }

    /// One whose ending the schema refuses must not hold up the others.
    private func bury(
        _ one: Acknowledgement, because error: any Error
    ) async -> Set<String> {
        shift.logger.error("\(one.delivery) could not be acknowledged: \(error.safeWords)")
        var bare = one
        bare.keep = nil
        bare.gaveUp = nil
        bare.heard = []
        bare.ending = .dead(
            .reconcile, because: "its end could not be written: \(error.safeWords)")
        do {
            return count(try await commit([bare]))
        } catch {
            shift.logger.error("\(one.delivery) stays with this worker: \(error.safeWords)")
            return []
        }
    }

    /// - Returns: The lanes that were stirred.
    private func count(_ settlement: Acknowledged) -> Set<String> {
        state.withLock { state in
            for (delivery, ending) in settlement.ended {
                var total = state.totals[delivery.lane] ?? (0, 0)
                switch ending {
                case .delivered: total.delivered += 1
                case .again(_, _, isCounted: false, _): continue
                case .again, .dead: total.failed += 1
                }
                state.totals[delivery.lane] = total
            }
        }
        return settlement.stirred
    }
}
