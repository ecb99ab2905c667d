import Foundation
import Storage

/// An engine that ends its process, as the power might, at one of its writes.
struct MortalEngine: Engine {
    /// Where it ends.
    enum End: String, Sendable, CaseIterable {
        /// With everything written and nothing committed.
        case inside
        /// With everything committed and nobody told.
        case after
    }

    let engine: any Engine
    let end: End
    /// Called with each write's number; true for the one it ends at.
    let isLast: @Sendable () -> Bool

    private static func die() { kill(getpid(), SIGKILL) }

    func write<Answer: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        let isLast = isLast()
        let end = end
        let answer = try await engine.write(durability) { transaction in
            let answer = try body(transaction)
            if isLast, end == .inside { Self.die() }
            return answer
        }
        if isLast { Self.die() }
        return answer
    }

    // The rest is the other engine's.

    var kind: EngineKind { engine.kind }
    var place: String { engine.place }
    var notices: AsyncStream<Set<String>> { engine.notices }
    var figures: EngineFigures { engine.figures }

    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer { try await engine.read(body) }

    func attend(as worker: String) async throws { try await engine.attend(as: worker) }
    func absent(_ workers: Set<String>) async throws -> Set<String> {
        try await engine.absent(workers)
    }
    func notify(_ names: Set<String>) { engine.notify(names) }
    func check() async throws -> [String] { try await engine.check() }
    func backup(to destination: URL) async throws { try await engine.backup(to: destination) }
    func close() async throws { try await engine.close() }
}
