import Foundation
import Hub
import Storage
import Wires

/// Where the calls are written that somebody waits for: exchanges without a delivery.
package struct QuestionBook: Evidence {
    let connector: String
    let store: Store
    let now: @Sendable () -> Date
    /// Somebody stands at a counter: one call takes no longer than this.
    private static let patience = Duration.seconds(15)

    /// What a connector answers a question with.
    package static func correspondence(
        of connector: String, store: Store, now: @escaping @Sendable () -> Date
    ) -> Correspondence {
        Correspondence(
            evidence: QuestionBook(connector: connector, store: store, now: now), limit: patience)
    }

    package func intend(_ request: String, number: String?) async throws -> Int {
        let moment = now()
        return try await store.write { transaction in
            try Outbox.note(
                request, number: number, connector: connector, at: moment, in: transaction)
        }
    }

    package func heard(_ answer: String, of exchange: Int) async throws {
        let heard = Exchange.Heard(exchange, at: now(), answer: answer)
        try await store.write { try Outbox.hear([heard], in: $0) }
    }

    package func failed(_ error: WireError, of exchange: Int) async throws {
        let heard = Exchange.Heard(exchange, at: now(), fault: error.description)
        try await store.write { try Outbox.hear([heard], in: $0) }
    }
}
