import Foundation
import Synchronization

/// The connection on which a daemon shows that it lives, wakes others and is woken.
///
/// A session lock per worker is the proof of life: the server gives it back when the process is
/// gone, however it went. It has a thread of its own, which sleeps until the server or a caller
/// has something to say; it starts when it is first needed.
final class Switchboard: Sendable {
    struct State {
        /// Those who live here, and who waits for the proof of it.
        var workers: [String: CheckedContinuation<Void, any Error>?] = [:]
        /// What the others are to be told.
        var names: Set<String> = []
        var isListening = false
        var isRunning = false
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    let address: ServerAddress
    let limits: ServerLimits
    let noticeboard = Noticeboard()
    let state = Mutex(State())
    let bell: Bell

    init(address: ServerAddress, limits: ServerLimits) throws {
        self.address = address
        self.limits = limits
        bell = try Bell()
    }

    var workers: Set<String> { state.withLock { Set($0.workers.keys) } }

    /// Returns when the server has given `worker` its lock.
    func attend(as worker: String) async throws {
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Void, any Error>) in
            let refusal = state.withLock { state -> StorageError? in
                if state.isClosed { return .closed("attend to") }
                if state.workers[worker] != nil { return .taken(worker) }
                state.workers[worker] = .some(continuation)
                return nil
            }
            if let refusal { return continuation.resume(throwing: refusal) }
            wake()
        }
    }

    func notify(_ names: Set<String>) {
        guard !names.isEmpty else { return }
        let isFirst = state.withLock { state in
            defer { state.names.formUnion(names) }
            return state.names.isEmpty
        }
        if isFirst { wake() }
    }

    func reader() -> AsyncStream<Set<String>> {
        let reader = noticeboard.reader()
        let isFirst = state.withLock { state in
            defer { state.isListening = true }
            return !state.isListening
        }
        if isFirst { wake() }
        return reader
    }

    /// Gives the locks back and ends the connection.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isRunning { state.closers.append(continuation) }
                return !state.isRunning
            }
            if isIdle { continuation.resume() } else { bell.ring() }
        }
        noticeboard.close()
    }

    /// Starts the thread where it does not run yet, or has it look up.
    private func wake() {
        let starts = state.withLock { state in
            guard !state.isClosed else { return false }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard starts else { return bell.ring() }
        let thread = Thread { [self] in Operator(self).work() }
        thread.name = "switchboard"
        thread.start()
    }
}

extension StorageError {
    static func taken(_ worker: String) -> Self {
        Self(
            .locked, attempted: "attend to the database as \(worker)",
            reason: "another process does so already",
            remedy: "end the other daemon, or give this one another name")
    }
}
