import Foundation
import Storage

/// An engine with something between it and its callers.
public struct MeddledEngine: Engine {
    private let engine: any Engine
    /// Before the commit.
    private let inside: @Sendable (Durability) -> Void
    /// After the commit; what it throws the caller hears.
    private let after: @Sendable (Durability) throws -> Void
    /// After a read, with what was read.
    private let read: @Sendable (any Sendable) async -> Void

    public init(
        engine: any Engine, inside: @escaping @Sendable (Durability) -> Void = { _ in },
        after: @escaping @Sendable (Durability) throws -> Void = { _ in },
        read: @escaping @Sendable (any Sendable) async -> Void = { _ in }
    ) {
        self.engine = engine
        self.inside = inside
        self.after = after
        self.read = read
    }

    public var kind: EngineKind { engine.kind }
    public var place: String { engine.place }
    public var notices: AsyncStream<Set<String>> { engine.notices }
    public var figures: EngineFigures { engine.figures }

    public func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Answer
    ) async throws -> Answer {
        let answer = try await engine.read(body)
        await read(answer)
        return answer
    }

    public func write<Answer: Sendable>(
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

    public func attend(as worker: String) async throws { try await engine.attend(as: worker) }
    public func absent(_ workers: Set<String>) async throws -> Set<String> {
        try await engine.absent(workers)
    }
    public func notify(_ names: Set<String>) { engine.notify(names) }
    public func check() async throws -> [String] { try await engine.check() }
    public func backup(to destination: URL) async throws {
        try await engine.backup(to: destination)
    }
    public func close() async throws { try await engine.close() }
}
