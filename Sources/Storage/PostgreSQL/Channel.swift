import Foundation
import Synchronization

/// One connection and the thread it is used on; made anew after it was lost.
final class Channel: Sendable {
    private struct State {
        var connection: Connection?
        var outage: Outage?
        var isClosed = false
    }

    /// A time in which the server cannot be reached.
    private struct Outage {
        let since: ContinuousClock.Instant
        var failure: ServerFailure
        /// Not asked again before.
        var nextTry: ContinuousClock.Instant
        var pause: Duration
    }

    private static let firstPause = Duration.milliseconds(50)
    /// So that work goes on soon after the server is back.
    private static let longestPause = Duration.seconds(1)

    private let address: ServerAddress
    private let limits: ServerLimits
    private let queue: DispatchQueue
    private let state = Mutex(State())

    init(_ name: String, address: ServerAddress, limits: ServerLimits) {
        self.address = address
        self.limits = limits
        queue = DispatchQueue(label: "labqueue.postgresql.\(name)")
    }

    /// Runs `work` on the channel's thread, after what was given it before.
    func schedule(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

    /// Lends the connection; on the channel's thread only, for it blocks.
    ///
    /// Throws `unreachable` once the server has been away for `limits.outage`.
    func withConnection<Outcome: Sendable>(
        _ body: (Connection) throws -> Outcome
    ) throws -> Outcome {
        try state.withLock { state in
            let connection = try connected(&state)
            defer { if !connection.isOpen { state.connection = nil } }
            return try body(connection)
        }
    }

    /// Ends the connection after what is under way; later calls throw.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                state.withLock { state in
                    state.isClosed = true
                    state.connection = nil
                }
                continuation.resume()
            }
        }
    }

    private func connected(_ state: inout State) throws -> Connection {
        if state.isClosed { throw StorageError.closed("ask") }
        if let connection = state.connection { return connection }
        while true {
            if let outage = state.outage {
                let now = ContinuousClock.now
                let givesUpAt = outage.since + limits.outage
                if now < outage.nextTry {
                    guard outage.nextTry < givesUpAt else { throw told(outage.failure) }
                    Thread.sleep(forTimeInterval: (outage.nextTry - now).seconds)
                }
            }
            do throws(ServerFailure) {
                let connection = try Connection.open(address, limits: limits)
                state.outage = nil
                state.connection = connection
                return connection
            } catch {
                let now = ContinuousClock.now
                var outage =
                    state.outage
                    ?? Outage(since: now, failure: error, nextTry: now, pause: Self.firstPause)
                outage.failure = error
                outage.nextTry = now + outage.pause
                outage.pause = min(outage.pause * 2, Self.longestPause)
                state.outage = outage
                guard error.isPassing, now < outage.since + limits.outage else { throw told(error) }
            }
        }
    }

    private func told(_ failure: ServerFailure) -> StorageError {
        failure.told("reach the database \(address)")
    }
}

extension ServerFailure {
    /// Whether a server that starts, stops or is full may be another answer soon.
    fileprivate var isPassing: Bool { endsConnection || state.hasPrefix("53") }
}

extension Duration {
    var seconds: TimeInterval { self / .seconds(1) }
}
