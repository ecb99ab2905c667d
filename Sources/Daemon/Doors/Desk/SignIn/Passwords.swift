import Crypto
import Dispatch
import Foundation

/// Where passwords are hashed: one at a time on a thread of its own, because each takes long.
actor Passwords {
    /// More than this many wait for their turn only under attack.
    private static let waitingAtMost = 64

    private let thread = HashingThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    nonisolated let cost: PasswordHash.Cost
    private nonisolated let queue: Queue
    /// What the password of somebody unknown is held against, so that it takes as long.
    private lazy var nobody = try? make(Self.random(bytes: 16).base64EncodedString())

    init(cost: PasswordHash.Cost = .usual) {
        self.cost = cost
        queue = Queue(atMost: Self.waitingAtMost)
    }

    nonisolated func hash(_ password: String) async throws -> String {
        try queue.join()
        defer { queue.leave() }
        return try await make(password).text
    }

    /// Whether `password` is the one of `hash`, where there is one; as slow where there is none.
    nonisolated func fits(_ password: String, _ hash: String?) async throws -> Bool {
        try queue.join()
        defer { queue.leave() }
        return try await compare(password, hash)
    }

    private func make(_ password: String) throws -> PasswordHash {
        try PasswordHash(password, cost: cost, salt: Self.random(bytes: 16))
    }

    private func compare(_ password: String, _ hash: String?) throws -> Bool {
        guard let known = hash.flatMap(PasswordHash.init) else {
            _ = try nobody?.fits(password)
            return false
        }
        return try known.fits(password)
    }

    /// Fresh random bytes of the system's generator.
    static func random(bytes: Int) -> Data {
        SymmetricKey(size: .init(bitCount: bytes * 8)).withUnsafeBytes { Data($0) }
    }
}

/// Runs the actor above; its work would hold up an event loop.
private final class HashingThread: SerialExecutor {
    private let queue = DispatchQueue(label: "passwords", qos: .utility)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
