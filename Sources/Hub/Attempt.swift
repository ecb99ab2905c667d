import Foundation
import Storage
import Wires

/// One try at a delivery, handed to its connector.
public struct Attempt: Sendable {
    public let delivery: Delivery
    public let now: Date
    private let correspondence: Correspondence

    public init(_ delivery: Delivery, at now: Date, correspondence: Correspondence) {
        self.delivery = delivery
        self.now = now
        self.correspondence = correspondence
    }

    /// Sends `request`; it is on disk before it leaves, and the answer with the acknowledgement.
    /// - Parameter number: Ours, by which the counterparty tells a repeat.
    public func exchange<W: Wire>(
        _ request: W.Request, over wire: W, number: String? = nil
    ) async throws -> W.Answer {
        try await correspondence.exchange(
            request, over: wire, number: number ?? delivery.number)
    }
}

/// Exchanges that leave evidence, within the time a lane allows.
public struct Correspondence: Sendable {
    private let evidence: any Evidence
    private let limit: Duration

    public init(evidence: any Evidence, limit: Duration) {
        self.evidence = evidence
        self.limit = limit
    }

    public func exchange<W: Wire>(
        _ request: W.Request, over wire: W, number: String?
    ) async throws -> W.Answer {
        let exchange = try await evidence.intend(request.legible, number: number)
        do {
            let answer = try await wire.exchange(request, within: limit)
            try await evidence.heard(answer.legible, of: exchange)
            return answer
        } catch let error as WireError {
            try await evidence.failed(error, of: exchange)
            throw error
        }
    }
}

/// Where requests are written before they are sent, and answers after they came.
public protocol Evidence: Sendable {
    /// Returns once the request is on disk; throws where the delivery is no longer ours.
    func intend(_ request: String, number: String?) async throws -> Int
    /// May wait to be written with the acknowledgement.
    func heard(_ answer: String, of exchange: Int) async throws
    func failed(_ error: WireError, of exchange: Int) async throws
}
