import Foundation
import Hall
import Lab
import Storage
import Synchronization

/// What became of each ticket's paper today; a failed one shows on kiosk and triage.
final class Prints: Sendable {
    private let states = Mutex<[TicketID: PrintState]>([:])
    private let changed: @Sendable (HallID?) -> Void

    init(changed: @escaping @Sendable (HallID?) -> Void) { self.changed = changed }

    func keep(_ state: PrintState, of ticket: TicketID, hall: HallID?) async {
        let isNew = states.withLock { states in
            defer { states[ticket] = state }
            return states[ticket] != state
        }
        if isNew { changed(hall) }
    }

    func state(of ticket: TicketID) -> PrintState? { states.withLock { $0[ticket] } }

    /// Forgets yesterday's.
    func clear() { states.withLock { $0.removeAll() } }
}
