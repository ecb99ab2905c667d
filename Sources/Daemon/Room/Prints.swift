import Foundation
import Hall
import Lab
import Logging
import Storage
import Synchronization

/// What became of each ticket's paper today; a failed one shows on kiosk and triage, also after
/// a restart.
final class Prints: Sendable {
    private let store: Store
    private let states = Mutex<[TicketID: PrintState]>([:])
    private let logger: Logger
    private let changed: @Sendable (HallID) -> Void

    init(store: Store, logger: Logger, changed: @escaping @Sendable (HallID) -> Void) {
        self.store = store
        self.logger = logger
        self.changed = changed
    }

    /// Shows `state` at once and keeps it; losing it to a full disk loses no ticket.
    func keep(
        _ state: PrintState, of ticket: TicketID, on printer: String? = nil, at desk: Desk
    ) async {
        let isNew = states.withLock { states in
            defer { states[ticket] = state }
            return states[ticket] != state
        }
        guard isNew, let kept = state.kept else { return }
        changed(desk.hall)
        let (day, now) = (desk.days.day(of: desk.now()), desk.now())
        do {
            try await store.write { transaction in
                let known = try PrintJobs.find(ticket, in: transaction)
                try PrintJobs.save(
                    PrintJob(
                        ticket: ticket, hall: desk.hall, day: day, state: kept,
                        printer: printer ?? known?.printer, attempts: (known?.attempts ?? 0) + 1,
                        reason: state.words?.zh, at: now),
                    in: transaction)
            }
        } catch {
            logger.error("a ticket's print state could not be kept: \(error)")
        }
    }

    /// Remembers the day of `desk`, after a restart.
    func recall(_ desk: Desk) async throws {
        let (hall, day) = (desk.hall, desk.days.day(of: desk.now()))
        let jobs = try await store.read { try PrintJobs.all(hall: hall, day: day, in: $0) }
        states.withLock { states in
            for job in jobs { states[job.ticket] = PrintState(job) }
        }
    }

    func state(of ticket: TicketID) -> PrintState? { states.withLock { $0[ticket] } }
}

extension PrintState {
    /// What is wrong, where something is.
    var words: Words? {
        switch self {
        case .failed(let words), .waiting(let words): words
        case .queued, .printed, .off: nil
        }
    }

    /// As the records spell it; nothing is kept of a ticket without paper.
    fileprivate var kept: PrintJob.State? {
        switch self {
        case .queued: .sent
        case .waiting: .waiting
        case .printed: .printed
        case .failed: .failed
        case .off: nil
        }
    }

    fileprivate init(_ job: PrintJob) {
        let words = Words(job.reason ?? "没有打印出来", "It was not printed")
        switch job.state {
        case .sent: self = .queued
        case .printed: self = .printed
        case .waiting: self = .waiting(words)
        case .failed: self = .failed(words)
        }
    }
}
