import Foundation

extension Line {
    /// Makes the event part of the state.
    ///
    /// It never fails; what is about unknown tickets is ignored.
    public mutating func apply(_ event: Event) {
        let now = event.at
        switch event.what {
        case .issued(let ticket): admit(ticket)
        case .carriedOver(let ticket): carry(ticket)
        case .called(let id, let window, let attempt): call(id, post(of: window), attempt, now)
        case .recalled(let id, let window, let attempt):
            step(.recalled, id, window, now) { $0.attempt = attempt }
            posts[post(of: window)].calledAt = now
        case .arrived(let id, let window):
            step(.arrived, id, window, now) {
                $0.state = .drawing
                $0.since = now
            }
        case .finished(let id, let window, let dueAt): finish(id, window, dueAt, now)
        case .missed(let id, let window):
            leave(post(of: window), id, now)
            step(.missed, id, window, now) {
                $0.state = .missed
                $0.since = now
            }
        case .fellDue(let id): fallDue(id, now)
        case .cameBack(let id): comeBack(id, now)
        case .putBack(let id, let window):
            vacate(post(of: window), id)
            change(id) { $0.queueAgain(now) }
        case .moved(let id, let queue, let window): move(id, queue, window, now)
        case .reclassified(let id, let `class`):
            change(id) { $0.class = `class` }
        case .amended(let id, let specimens):
            change(id) { $0.specimens = specimens }
        case .cancelled(let id, _): cancel(id, now)
        case .opened(let window):
            set(window, .open)
        case .paused(let window, let reason):
            set(window, .paused, because: reason)
        case .closed(let window):
            set(window, .closed)
            posts[post(of: window)].forgetAll()
        case .modeSet(let window, let mode): posts[post(of: window)].window.mode = mode
        case .undone(let window, let before): undo(window, before)
        }
    }
}
