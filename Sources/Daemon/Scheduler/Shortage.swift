import Foundation
import Logging
import Storage
import Synchronization

/// What the scheduler does when the database refuses to write.
///
/// A full disk is one alarm, not one for each try: the ballast goes, so that what is under way can
/// be written down; nothing new is begun until there is room for a new ballast.
final class Shortage: Sendable {
    private struct State {
        var isShort = false
        /// Whether it is being found out if the disk has room again.
        var isTrying = false
        /// When each kind of trouble was last told.
        var told: [String: ContinuousClock.Instant] = [:]
        var alarms = 0
    }

    private let ballast: Ballast?
    private let logger: Logger
    private let state = Mutex(State())
    private static let silence = Duration.seconds(60)

    init(ballast: Ballast?, logger: Logger) {
        self.ballast = ballast
        self.logger = logger
    }

    /// Whether nothing new may be begun.
    var isShort: Bool { state.withLock { $0.isShort } }

    /// How often a person was told since the start.
    var alarms: Int { state.withLock { $0.alarms } }

    /// Takes note of an error; tells of each kind once a minute at most.
    func note(_ error: any Error, while doing: String) {
        let kind = (error as? StorageError)?.kind
        let isFull = kind == .full
        if isFull { ballast?.drop() }
        let speaks = state.withLock { state in
            if isFull { (state.isShort, state.isTrying) = (true, false) }
            let topic = kind?.rawValue ?? "\(type(of: error))"
            let now = ContinuousClock.now
            if let last = state.told[topic], now - last < Self.silence { return false }
            state.told[topic] = now
            state.alarms += 1
            return true
        }
        guard speaks else { return }
        if isFull {
            logger.critical(
                """
                the disk is full: deliveries under way are still written down, nothing new is \
                sent until there is room; free some space
                """)
        } else {
            logger.error("\(doing): \(error.safeWords)")
        }
    }

    /// Ends the shortage where there is room again; of a server's disk only a try can tell.
    /// - Returns: Whether it has ended just now.
    func recover() -> Bool {
        guard isShort, ballast?.load() ?? true else { return false }
        state.withLock { ($0.isShort, $0.isTrying) = (false, true) }
        if ballast != nil { proved() }
        return true
    }

    /// Something was written.
    func proved() {
        let isNew = state.withLock { state in
            defer { state.isTrying = false }
            return state.isTrying
        }
        if isNew { logger.notice("there is room on the disk again; deliveries go on") }
    }
}
