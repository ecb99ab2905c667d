import Foundation
import Storage
import TestKit

/// Lends a new database of the shared server, by its address.
func withDatabase<Answer>(
    _ body: (String, PostgreSQLServer) async throws -> Answer
) async throws -> Answer {
    let server = try await PostgreSQLServer.shared
    let address = try await server.makeDatabase()
    return try await finally {
        try await body(address, server)
    } then: {
        try await server.drop(address)
    }
}

/// Lends an engine on `address`.
func withEngine<Answer>(
    _ address: String, limits: ServerLimits = ServerLimits(),
    _ body: (PostgreSQLEngine) async throws -> Answer
) async throws -> Answer {
    let engine = try await PostgreSQLEngine.open(ServerAddress(address), limits: limits)
    return try await finally {
        try await body(engine)
    } then: {
        try await engine.close()
    }
}

/// Keeps a card and nothing else.
func bind(_ card: String, over engine: any Engine) async throws {
    try await engine.write { try Records.bind(card: card, to: "P", at: moment(), in: $0) }
}

/// What became of many writes.
struct Ledger {
    var kept: Set<String> = []
    var refused: [String: StorageError.Kind] = [:]

    /// Keeps cards one after another under `name` until `isOver`.
    static func fill(
        _ name: String, over engine: any Engine, until isOver: () -> Bool
    ) async throws -> Ledger {
        var ledger = Ledger()
        var number = 0
        while !isOver() {
            number += 1
            let card = "\(name)-\(number)"
            do {
                try await bind(card, over: engine)
                ledger.kept.insert(card)
            } catch let error as StorageError {
                ledger.refused[card] = error.kind
            }
        }
        return ledger
    }

    mutating func add(_ other: Ledger) {
        kept.formUnion(other.kept)
        refused.merge(other.refused) { first, _ in first }
    }
}
