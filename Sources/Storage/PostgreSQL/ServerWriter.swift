import Foundation

/// Commits groups on PostgreSQL, and knows what to do where one comes to nothing.
struct ServerWriter: Sendable {
    let channel: Channel
    let limits: ServerLimits

    /// PostgreSQL remembers so many savepoints of a transaction in memory; beyond, every other
    /// session pays for them.
    static let groupAtMost = 64

    /// Two that wait for each other are both ended now and then, and may meet once more.
    private static let meetingsAtMost = 5

    private enum Attempt {
        case done(GroupOutcome)
        /// Nothing is kept, and it may go better now.
        case again(ServerFailure)
        case failed(any Error)
    }

    private enum Fate { case kept, takenBack, unknown }

    /// On the channel's thread, for it blocks.
    func commit(_ writes: [any PendingWrite]) -> GroupOutcome {
        switch attempt(writes) {
        case .done(let outcome): return outcome
        case .failed(let error): return refused(writes, error)
        case .again:
            // Alone, so that one which fails again fails for itself.
            var outcome = GroupOutcome(figures: EngineFigures(), settlements: [])
            for write in writes { outcome.add(alone(write)) }
            return outcome
        }
    }

    private func alone(_ write: any PendingWrite) -> GroupOutcome {
        var meetings = 0
        while true {
            switch attempt([write]) {
            case .done(let outcome): return outcome
            case .failed(let error): return refused([write], error)
            case .again(let failure):
                meetings += 1
                guard failure.isCollision, meetings < Self.meetingsAtMost else {
                    return refused([write], failure.told("write to the database"))
                }
                // Of different lengths, so that one of them comes through first.
                Thread.sleep(forTimeInterval: .random(in: 0...0.02) * Double(meetings))
            }
        }
    }

    private func refused(_ writes: [any PendingWrite], _ error: any Error) -> GroupOutcome {
        var figures = EngineFigures()
        figures.refusedCommits = 1
        return GroupOutcome(figures: figures, settlements: writes.map { ($0, error) })
    }

    private func attempt(_ writes: [any PendingWrite]) -> Attempt {
        do {
            return .done(
                try channel.withConnection { try ServerGroup.commit(writes, over: $0) })
        } catch let setback as ServerGroup.Setback {
            switch setback {
            case .gone(let failure), .collision(let failure): return .again(failure)
            case .unknown(let failure, let doubt):
                return switch fate(of: doubt) {
                case .kept: .done(doubt.outcome)
                case .takenBack: .again(failure)
                case .unknown: .failed(StorageError.lost(failure))
                }
            }
        } catch {
            return .failed(error)
        }
    }

    /// Asks a server that is back, or another that took its place, what became of a commit.
    private func fate(of doubt: ServerGroup.Doubt) -> Fate {
        let deadline = ContinuousClock.now + limits.doubt
        while ContinuousClock.now < deadline {
            do {
                let status = try channel.withConnection { connection in
                    try connection.ask(
                        "SELECT txid_status(\(doubt.transaction)) AS status"
                    ).rows.first?.optionalString("status")
                }
                switch status {
                case "committed": return .kept
                case "aborted": return .takenBack
                case "in progress": try? end(doubt)
                default: return .unknown
                }
            } catch let failure as ServerFailure where !failure.endsConnection {
                // Not a server that knows this transaction.
                return .unknown
            } catch {
                // Still away: until the deadline.
            }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return .unknown
    }

    /// Ends a transaction that waits for us on a connection we no longer have.
    private func end(_ doubt: ServerGroup.Doubt) throws {
        let short = "\(UInt32(truncatingIfNeeded: doubt.transaction))"
        try channel.withConnection { connection in
            _ = try connection.ask(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid = \(doubt.process) AND CAST(backend_xid AS TEXT) = \(short)
                """)
        }
    }
}

extension GroupOutcome {
    fileprivate mutating func add(_ other: Self) {
        figures.add(other.figures)
        settlements += other.settlements
    }
}

extension StorageError {
    fileprivate static func lost(_ failure: ServerFailure) -> Self {
        Self(
            .lost, attempted: "commit to the database",
            reason: "the server was lost during the commit, which may have taken effect: "
                + failure.words,
            remedy: "ask again by the unique key of what was written; a repeat is harmless")
    }
}
