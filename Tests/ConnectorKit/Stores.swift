import Foundation
import Storage
import TestKit

/// Stores of either engine, for as long as a test wants one.
public struct Stores: Sendable, CustomStringConvertible {
    public let kind: EngineKind

    public static let sqlite = Stores(kind: .sqlite)
    public static let postgresql = Stores(kind: .postgresql)
    public static let all = [sqlite, postgresql]

    public var description: String { kind == .sqlite ? "SQLite" : "PostgreSQL" }

    /// Lends a new store with a connector's tables, and removes it afterwards.
    public func with<Answer>(
        _ tables: [Migration], _ body: (Store) async throws -> Answer
    ) async throws -> Answer {
        let folder = try Folder()
        let address =
            kind == .postgresql ? try await PostgreSQLServer.shared.makeDatabase() : "sqlite"
        let answer: Result<Answer, any Error>
        do {
            answer = .success(try await Self.with(address, folder, tables, body))
        } catch {
            answer = .failure(error)
        }
        if kind == .postgresql { try await PostgreSQLServer.shared.drop(address) }
        return try answer.get()
    }

    /// Lends two stores over one new PostgreSQL database, as two daemons have them.
    public static func withTwo<Answer>(
        _ tables: [Migration], _ body: (Store, Store) async throws -> Answer
    ) async throws -> Answer {
        let folders = (try Folder(), try Folder())
        let address = try await PostgreSQLServer.shared.makeDatabase()
        let answer: Result<Answer, any Error>
        do {
            answer = .success(
                try await with(address, folders.0, tables) { first in
                    try await with(address, folders.1, tables) { try await body(first, $0) }
                })
        } catch {
            answer = .failure(error)
        }
        try await PostgreSQLServer.shared.drop(address)
        return try answer.get()
    }

    private static func with<Answer>(
        _ address: String, _ folder: Folder, _ tables: [Migration],
        _ body: (Store) async throws -> Answer
    ) async throws -> Answer {
        let store = try await Store.open(address, folder: folder.url, migrations: tables)
        let answer: Result<Answer, any Error>
        do {
            answer = .success(try await body(store))
        } catch {
            answer = .failure(error)
        }
        try await store.close()
        return try answer.get()
    }
}
