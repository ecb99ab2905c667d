import Synchronization

/// The faults switched on, by counterparty; gone with the process.
final class FaultBoard: Sendable {
    private let rules = Mutex<[String: [FaultRule]]>([:])

    func add(_ rule: FaultRule, to counterparty: String) {
        rules.withLock { $0[counterparty, default: []].append(rule) }
    }

    func clear(_ counterparty: String) {
        rules.withLock { $0[counterparty] = nil }
    }

    func rules(of counterparty: String) -> [FaultRule] {
        rules.withLock { $0[counterparty] ?? [] }
    }

    /// How the next request for `operation` is treated: all rules that concern it take part.
    func conduct(of counterparty: String, towards operation: String) -> Conduct {
        rules.withLock { rules in
            var conduct = Conduct()
            var own = rules[counterparty] ?? []
            for index in own.indices where own[index].concerns(operation) {
                // A rule on the board was tried when it was read.
                try? own[index].fault.apply(to: &conduct)
                if let committed = own[index].committed { conduct.commits = committed }
                own[index].met += 1
                if let times = own[index].times { own[index].times = times - 1 }
            }
            rules[counterparty] = own
            return conduct
        }
    }
}
