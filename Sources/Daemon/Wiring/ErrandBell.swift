import Synchronization

/// By which connectors, made before the scheduler, let it know of errands they enqueued.
package final class ErrandBell: Sendable {
    private let scheduler = Mutex<Scheduler?>(nil)

    package init() {}

    package func hang(_ made: Scheduler) { scheduler.withLock { $0 = made } }

    package func ring(_ lanes: Set<String>) { scheduler.withLock { $0 }?.wake(lanes) }
}
