import Synchronization

/// A write that waits for its turn, whatever it answers.
protocol PendingWrite: AnyObject, Sendable {
    var durability: Durability { get }
    /// Runs the caller's closure and keeps its answer back until the commit.
    func run(in transaction: any Transaction) throws
    /// Lets the caller go on: with the answer, or with `error`.
    func settle(_ error: (any Error)?)
}

extension Collection<any PendingWrite> {
    /// What their common commit needs.
    var durability: Durability {
        allSatisfy { $0.durability == .soon } ? .soon : .certain
    }
}

/// A caller's closure, its answer, and the caller.
final class CallersWrite<Answer: Sendable>: PendingWrite {
    let durability: Durability
    private let body: @Sendable (any Transaction) throws -> Answer
    private let continuation: CheckedContinuation<Answer, any Error>
    private let answer = Mutex<Answer?>(nil)

    init(
        _ durability: Durability,
        body: @escaping @Sendable (any Transaction) throws -> Answer,
        continuation: CheckedContinuation<Answer, any Error>
    ) {
        self.durability = durability
        self.body = body
        self.continuation = continuation
    }

    func run(in transaction: any Transaction) throws {
        let given = try body(transaction)
        answer.withLock { $0 = given }
    }

    func settle(_ error: (any Error)?) {
        if let error {
            continuation.resume(throwing: error)
        } else if let given = answer.withLock({ $0 }) {
            continuation.resume(returning: given)
        } else {
            continuation.resume(throwing: StorageError.closed("write"))
        }
    }
}
