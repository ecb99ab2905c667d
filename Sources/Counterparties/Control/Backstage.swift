import Foundation
import Logging

/// The counterparties without a network, for tests that play them in their own process.
package struct Backstage: Sendable {
    /// What a caller hears.
    package struct Answer: Sendable {
        package let status: Int
        package let headers: [String: String]
        package let body: [UInt8]
    }

    private let stage: Stage

    init(_ counterparties: [any Counterparty], now: @escaping @Sendable () -> Date) {
        stage = Stage(counterparties: counterparties, logger: Logger(label: "backstage"), now: now)
    }

    /// What a counterparty did, in JSON; nil where nobody is called so.
    package func ledger(of counterparty: String) -> [UInt8]? {
        named(counterparty)?.ledger(of: nil).bytes
    }

    /// All that it was asked, oldest first, in JSON.
    package func requests(to counterparty: String) -> [UInt8]? {
        named(counterparty)?.requests(last: .max).bytes
    }

    private func named(_ counterparty: String) -> (any Counterparty)? {
        stage.counterparties.first { $0.name == counterparty }
    }

    /// Answers a call; nil where the caller would hear nothing, or not all of it.
    package func answer(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async -> Answer? {
        var lowered: [String: String] = [:]
        for (name, value) in headers { lowered[name.lowercased()] = value }
        let parcel = await stage.answer(
            Request(
                method: method, target: target, headers: lowered, body: body,
                origin: "http://platform"))
        guard parcel.carriage == .whole else { return nil }
        return Answer(
            status: parcel.reply.status,
            headers: Dictionary(
                parcel.reply.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
            body: parcel.reply.body)
    }
}
