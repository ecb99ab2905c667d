import Foundation
import Postgres
import Synchronization

/// Works a switchboard on its thread: keeps the connection, the locks and the notices going.
final class Operator {
    /// A silent connection is asked so often whether it still is one.
    private static let pulse = Duration.seconds(5)
    /// Notices leave at most so often; what comes in between is gathered.
    private static let gathering = Duration.milliseconds(5)
    /// A lock that another process has is asked for so often.
    private static let patience = Duration.milliseconds(200)
    /// How long a killed process's session may take to go before its name counts as taken.
    private static let vanishing = Duration.seconds(3)

    private let board: Switchboard
    private var connection: Connection?
    private var isListening = false
    private var isAtHome = false
    /// Whose locks this connection has.
    private var held: Set<String> = []
    private var pause = Duration.milliseconds(50)
    private var lastSent = ContinuousClock.now
    private var lastHeard = ContinuousClock.now
    private var asking: [String: ContinuousClock.Instant] = [:]

    init(_ board: Switchboard) { self.board = board }

    func work() {
        while true {
            let isClosed = board.state.withLock { $0.isClosed }
            if isClosed { return finish() }
            do {
                let connection = try connected()
                try connection.hear()
                tell(connection)
                let next = try round(connection)
                board.bell.wait(orFor: PQsocket(connection.handle), atMost: next)
            } catch {
                hangUp(error)
                board.bell.wait(orFor: nil, atMost: pause)
                pause = min(pause * 2, .seconds(1))
            }
        }
    }

    private func connected() throws(ServerFailure) -> Connection {
        if let connection { return connection }
        let fresh = try Connection.open(board.address, limits: board.limits)
        connection = fresh
        pause = .milliseconds(50)
        lastHeard = .now
        return fresh
    }

    /// Does what is due; says how long there is nothing more to do.
    private func round(_ connection: Connection) throws(ServerFailure) -> Duration {
        if !isListening, board.state.withLock({ $0.isListening }) {
            _ = try connection.ask("LISTEN labqueue")
            isListening = true
        }
        var next = Self.pulse
        if try !takeLocks(connection) { next = Self.patience }
        let wait = Self.gathering - (.now - lastSent)
        if board.state.withLock({ $0.names.isEmpty }) {
            if .now - lastHeard > Self.pulse {
                _ = try connection.ask("SELECT 1")
                lastHeard = .now
            }
        } else if wait > .zero {
            next = wait
        } else {
            try send(connection)
        }
        return next
    }

    /// Asks for the locks that are missing; false where another process has one.
    private func takeLocks(_ connection: Connection) throws(ServerFailure) -> Bool {
        var isComplete = true
        if !isAtHome, !board.workers.isEmpty {
            _ = try connection.ask("SELECT pg_advisory_lock_shared(\(Presence.house))")
            isAtHome = true
        }
        for worker in board.workers.subtracting(held) {
            let answer = try connection.ask(
                "SELECT pg_try_advisory_lock(\(Presence.key(of: worker))) AS taken")
            if let taken = try? answer.rows.first?.bool("taken"), taken {
                held.insert(worker)
                asking[worker] = nil
                answerCaller(worker, nil)
                continue
            }
            isComplete = false
            let since = asking[worker] ?? .now
            asking[worker] = since
            if .now - since > Self.vanishing { answerCaller(worker, .taken(worker)) }
        }
        return isComplete
    }

    /// Lets the one who asked to attend go on; one refused is no longer asked for.
    private func answerCaller(_ worker: String, _ error: StorageError?) {
        let caller = board.state.withLock { state in
            let caller = state.workers[worker] ?? nil
            guard caller != nil else { return caller }
            if error == nil {
                state.workers[worker] = .some(nil)
            } else {
                state.workers[worker] = nil
            }
            return caller
        }
        if let error { caller?.resume(throwing: error) } else { caller?.resume() }
    }

    private func send(_ connection: Connection) throws(ServerFailure) {
        let names = board.state.withLock { state in
            defer { state.names = [] }
            return state.names
        }
        lastSent = .now
        for payload in Notice.payloads(of: names) {
            try connection.send("SELECT pg_notify('labqueue', \(payload))")
        }
        try connection.flush()
        tell(connection)
    }

    /// Passes on what other processes have sent.
    private func tell(_ connection: Connection) {
        while let notice = PQnotifies(connection.handle) {
            defer { PQfreemem(notice) }
            lastHeard = .now
            guard notice.pointee.be_pid != connection.process else { continue }
            board.noticeboard.post(Notice.names(in: String(cString: notice.pointee.extra)))
        }
    }

    /// Forgets a connection that was lost, and with it the locks.
    private func hangUp(_ error: any Error) {
        connection = nil
        isListening = false
        isAtHome = false
        held = []
        guard let failure = error as? ServerFailure else { return }
        // Who is about to attend hears why not; who attends already is taken back later.
        for worker in board.workers {
            answerCaller(worker, failure.told("attend to the database \(board.address)"))
        }
    }

    private func finish() {
        if let connection, !board.state.withLock({ $0.names.isEmpty }) { try? send(connection) }
        connection = nil
        for worker in board.workers { answerCaller(worker, .closed("attend to")) }
        let closers = board.state.withLock { state in
            state.isRunning = false
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}
