import Foundation
import Storage

/// An engine with something between it and its callers' writes.
struct MeddledEngine: Engine {
    let engine: any Engine
    /// Before the commit.
    var inside: @Sendable (Durability) -> Void = { _ in }
    /// After the commit; what it throws the caller hears.
    var after: @Sendable (Durability) throws -> Void = { _ in }

    var kind: EngineKind { engine.kind }
    var place: String { engine.place }
    var notices: AsyncStream<Set<String>> { engine.notices }
    var figures: EngineFigures { engine.figures }

    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer { try await engine.read(body) }

    func write<Answer: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        let answer = try await engine.write(durability) { [inside] transaction in
            let answer = try body(transaction)
            inside(durability)
            return answer
        }
        try after(durability)
        return answer
    }

    func attend(as worker: String) async throws { try await engine.attend(as: worker) }
    func absent(_ workers: Set<String>) async throws -> Set<String> {
        try await engine.absent(workers)
    }
    func notify(_ names: Set<String>) { engine.notify(names) }
    func check() async throws -> [String] { try await engine.check() }
    func backup(to destination: URL) async throws { try await engine.backup(to: destination) }
    func close() async throws { try await engine.close() }
}
