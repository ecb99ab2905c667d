import Foundation

extension Outbox {
    /// Writes down how deliveries ended; each must still be running under the epoch it was
    /// claimed with.
    ///
    /// A `keep` that throws makes its delivery dead: the counterparty may have it, so that a
    /// replay begins with a question. Errors of the storage itself are thrown.
    public static func acknowledge(
        _ given: [Acknowledgement], terms: (String) -> Terms, at now: Date,
        in transaction: any Transaction
    ) throws -> Acknowledged {
        var settlement = Acknowledged()
        try hear(given.flatMap(\.heard), in: transaction)
        let leases = try leases(given.map(\.delivery.id), in: transaction)
        var held = given.filter { leases[$0.delivery.id] == $0.delivery.epoch }
        settlement.outlived = Set(given.map(\.delivery.id)).subtracting(held.map(\.delivery.id))
        settlement.stirred = try judge(held, terms: terms, at: now, in: transaction)
        settlement.stirred.formUnion(held.filter { $0.keep != nil }.map(\.delivery.lane))
        for index in held.indices { try held[index].carryOut(in: transaction) }
        settlement.stirred.formUnion(try write(held, at: now, in: transaction))
        settlement.ended = held.map { ($0.delivery, $0.ending) }
        return settlement
    }

    private static func leases(
        _ ids: [Int], in transaction: any Transaction
    ) throws -> [Int: Int] {
        Dictionary(
            try transaction.rows(
                """
                SELECT id, epoch FROM delivery
                WHERE id IN (\(list: ids.sorted())) AND worker IS NOT NULL {lock}
                """
            ).map { (try $0.int("id"), try $0.int("epoch")) }, uniquingKeysWith: max)
    }

    /// Moves the lanes' breakers.
    /// - Returns: The lanes whose breaker has moved.
    private static func judge(
        _ held: [Acknowledgement], terms: (String) -> Terms, at now: Date,
        in transaction: any Transaction
    ) throws -> Set<String> {
        var moved: Set<String> = []
        for lane in Set(held.map(\.delivery.lane)).sorted() {
            let signs = held.filter { $0.delivery.lane == lane }.map(\.sign)
            guard signs.contains(.failing) else {
                // The usual case: one statement that locks nothing.
                guard signs.contains(.alive) else { continue }
                let count = try transaction.execute(
                    """
                    UPDATE lane SET breaker = 'closed', failures = 0, openings = 0, opensAt = NULL
                    WHERE name = \(lane) AND (breaker <> 'closed' OR failures > 0)
                    """)
                if count > 0 { moved.insert(lane) }
                continue
            }
            guard var row = try LaneRow.await(lane, in: transaction) else { continue }
            for sign in signs {
                switch sign {
                case .alive: row.breaker.answered()
                case .failing: row.breaker.failed(terms(lane), at: now)
                case .none: break
                }
            }
            try row.save(in: transaction)
            moved.insert(lane)
        }
        return moved
    }

    /// - Returns: The lanes that have something to go, now or later.
    private static func write(
        _ held: [Acknowledgement], at now: Date, in transaction: any Transaction
    ) throws -> Set<String> {
        var ended: Set<KeyedLane> = []
        let delivered = held.filter { $0.ending == .delivered }
        try end(
            delivered.map(\.delivery.id), as: .delivered, because: nil, at: now, in: transaction)
        let rest = held.filter { $0.ending != .delivered }
        let old = Set(
            try outdated(
                rest.filter { $0.delivery.version != nil && $0.isUnsent }.map(\.delivery.id),
                in: transaction))
        try end(old.sorted(), as: .superseded, because: nil, at: now, in: transaction)
        for one in delivered + rest.filter({ old.contains($0.delivery.id) }) {
            if let key = one.delivery.key { ended.insert(KeyedLane(one.delivery.lane, key)) }
        }
        var stirred: Set<String> = []
        for one in rest where !old.contains(one.delivery.id) {
            try write(one, in: transaction)
            stirred.insert(one.delivery.lane)
        }
        return try stirred.union(promote(ended, in: transaction))
    }

    private static func write(_ one: Acknowledgement, in transaction: any Transaction) throws {
        let id = one.delivery.id
        switch one.ending {
        case .delivered: break
        case .again(let step, let moment, let isCounted, let reason):
            try transaction.execute(
                """
                UPDATE delivery SET state = 'ready', step = \(step), dueAt = \(moment),
                    attempt = \(one.delivery.attempt - (isCounted ? 0 : 1)),
                    lastError = \(reason), worker = NULL, sentAt = NULL WHERE id = \(id)
                """)
        case .dead(let step, let reason):
            try transaction.execute(
                """
                UPDATE delivery SET state = 'dead', step = \(step), lastError = \(reason),
                    worker = NULL, sentAt = NULL WHERE id = \(id)
                """)
        }
    }
}

extension Acknowledgement {
    /// Whether the counterparty certainly has it not.
    fileprivate var isUnsent: Bool {
        switch ending {
        case .delivered: false
        case .again(let step, _, _, _), .dead(let step, _): step == .deliver
        }
    }

    /// Runs what is to become true with the ending.
    fileprivate mutating func carryOut(in transaction: any Transaction) throws {
        if let keep {
            do {
                try transaction.nested { try keep(transaction) }
            } catch let error where !error.isOfStorage {
                let step: Delivery.Step = isUnsent || isOwn ? .deliver : .reconcile
                let what = ending == .delivered && !isOwn ? "they have it, but " : ""
                ending = .dead(
                    step, because: "\(what)what follows could not be kept: \(error.safeWords)")
            }
        }
        guard let gaveUp, case .dead(let step, let reason) = ending else { return }
        do {
            try transaction.nested { try gaveUp(reason, transaction) }
        } catch let error where !error.isOfStorage {
            ending = .dead(
                step, because: "\(reason); noting it failed, too: \(error.safeWords)")
        }
    }
}
