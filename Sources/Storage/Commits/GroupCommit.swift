import Synchronization

/// The one writer: gathers the writes that wait and commits them together.
///
/// Runs on the writer's own queue, so a slow disk blocks no other task. While one group goes to
/// disk the next one gathers; nobody waits for a timer.
final class GroupCommit: Sendable {
    /// Commits some writes and says what to tell their callers.
    typealias Committer = ([any PendingWrite]) -> GroupOutcome
    /// Calls back soon, on the writer's own queue, with what commits.
    typealias Schedule = @Sendable (_ turn: @escaping @Sendable (Committer) -> Void) -> Void

    /// Writes waiting at most; more are refused at once instead of piling up.
    private static let waitingAtMost = 16_384

    private struct Mailbox {
        var waiting: [any PendingWrite] = []
        var isDraining = false
        var isClosed = false
        var figures = EngineFigures()
        /// Resumed when the last write of a closed mailbox is done.
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// Writes in one commit at most, so that the first need not wait long for the last.
    private let groupAtMost: Int
    private let schedule: Schedule
    private let mailbox = Mutex(Mailbox())

    init(groupAtMost: Int = 256, schedule: @escaping Schedule) {
        self.groupAtMost = groupAtMost
        self.schedule = schedule
    }

    var isOpen: Bool { mailbox.withLock { !$0.isClosed } }

    var figures: EngineFigures {
        mailbox.withLock { mailbox in
            var figures = mailbox.figures
            figures.waiting = mailbox.waiting.count
            return figures
        }
    }

    func write<Answer: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            post(CallersWrite(durability, body: body, continuation: continuation))
        }
    }

    /// Waits for the writes under way; later ones are refused.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = mailbox.withLock { mailbox in
                mailbox.isClosed = true
                if mailbox.isDraining { mailbox.closers.append(continuation) }
                return !mailbox.isDraining
            }
            if isIdle { continuation.resume() }
        }
    }

    private enum Reception { case wakes, waits, refused(StorageError) }

    private func post(_ write: any PendingWrite) {
        let reception: Reception = mailbox.withLock { mailbox in
            if mailbox.isClosed { return .refused(.closed("write")) }
            if mailbox.waiting.count >= Self.waitingAtMost { return .refused(.busy) }
            mailbox.waiting.append(write)
            if mailbox.isDraining { return .waits }
            mailbox.isDraining = true
            return .wakes
        }
        switch reception {
        case .wakes: drain()
        case .waits: break
        case .refused(let error): write.settle(error)
        }
    }

    /// Commits one group, then makes way for whoever else uses the writer before the next.
    private func drain() {
        schedule { [self] commit in
            let writes = mailbox.withLock { mailbox in
                let writes = Array(mailbox.waiting.prefix(groupAtMost))
                mailbox.waiting.removeFirst(writes.count)
                return writes
            }
            let outcome = commit(writes)
            let (goesOn, closers) = mailbox.withLock { mailbox in
                mailbox.figures.add(outcome.figures)
                mailbox.isDraining = !mailbox.waiting.isEmpty
                defer { if !mailbox.isDraining { mailbox.closers = [] } }
                return (mailbox.isDraining, mailbox.isDraining ? [] : mailbox.closers)
            }
            for (write, error) in outcome.settlements { write.settle(error) }
            if goesOn { drain() }
            for closer in closers { closer.resume() }
        }
    }
}

/// What became of a group: figures to add, and what each caller is to hear.
struct GroupOutcome: Sendable {
    /// No error: it is on disk.
    typealias Settlement = (write: any PendingWrite, error: (any Error)?)

    var figures: EngineFigures
    var settlements: [Settlement]
}

extension EngineFigures {
    mutating func add(_ other: Self) {
        commits += other.commits
        writes += other.writes
        failures += other.failures
        refusedCommits += other.refusedCommits
    }
}
