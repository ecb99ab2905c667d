import Foundation
import Hub
import Storage
import Wires

/// Where the calls are written that somebody waits for: exchanges without a delivery.
struct QuestionBook: Evidence {
    let connector: String
    let store: Store
    let now: @Sendable () -> Date
    /// Somebody stands at a counter: one call takes no longer than this.
    private static let patience = Duration.seconds(15)

    /// What a connector answers a question with.
    static func correspondence(
        of connector: String, store: Store, now: @escaping @Sendable () -> Date
    ) -> Correspondence {
        Correspondence(
            evidence: QuestionBook(connector: connector, store: store, now: now), limit: patience)
    }

    func intend(_ request: String, number: String?) async throws -> Int {
        let moment = now()
        return try await store.write { transaction in
            try transaction.row(
                """
                INSERT INTO exchange (connector, attempt, number, sentAt, request)
                VALUES (\(connector), 1, \(number), \(moment), \(request)) RETURNING id
                """)?.int("id") ?? 0
        }
    }

    func heard(_ answer: String, of exchange: Int) async throws {
        let moment = now()
        try await store.write { transaction in
            try transaction.execute(
                """
                UPDATE exchange SET answeredAt = \(moment), answer = \(answer)
                WHERE id = \(exchange)
                """)
        }
    }

    func failed(_ error: WireError, of exchange: Int) async throws {
        let moment = now()
        try await store.write { transaction in
            try transaction.execute(
                """
                UPDATE exchange SET answeredAt = \(moment), fault = \(error.description)
                WHERE id = \(exchange)
                """)
        }
    }
}
