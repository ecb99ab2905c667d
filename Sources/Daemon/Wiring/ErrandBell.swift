import Synchronization

/// By which connectors, made before the scheduler, let it know of errands they enqueued.
final class ErrandBell: Sendable {
    private let scheduler = Mutex<Scheduler?>(nil)

    func hang(_ made: Scheduler) { scheduler.withLock { $0 = made } }

    func ring(_ lanes: Set<String>) { scheduler.withLock { $0 }?.wake(lanes) }
}
