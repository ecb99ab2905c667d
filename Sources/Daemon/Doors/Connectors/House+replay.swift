import Crypto
import Foundation
import Hummingbird
import Storage

/// What went again, in the order of old.
struct Replay: Encodable, Sendable {
    let replayed: [Int]
}

/// What would go again, and nothing done.
private struct Rehearsal: Encodable, Sendable {
    let wouldReplay: [DeliveryView]
}

private struct ReplayMany: Decodable {
    let ids: [Int]?
    let filter: DeliveryQuery?
    let dryRun: Bool?
}

extension House {
    /// Deliveries of one press of the button; the rest by pressing again.
    private static let replayAtMost = 1_000

    /// Gives deliveries another chance and wakes their lanes.
    func replay(_ ids: [Int], _ visit: Visit) async throws -> [Int] {
        let (gone, lanes) = try await store.write { transaction in
            let gone = try Outbox.replay(ids, in: transaction)
            let lanes = try gone.compactMap { try Outbox.find($0, in: transaction)?.lane }
            return (gone, Set(lanes))
        }
        if !gone.isEmpty {
            try await note(
                "delivery.replay", gone.prefix(20).map(String.init).joined(separator: " "), visit)
            wake(lanes)
        }
        return gone
    }

    /// Those named, or those dead that a filter finds.
    func replayMany(_ data: Data, _ visit: Visit) async throws -> any Encodable & Sendable {
        let wish = try WireJSON.read(ReplayMany.self, from: data)
        let chosen: [Delivery]
        switch (wish.ids, wish.filter) {
        case (let ids?, nil):
            guard ids.count <= Self.replayAtMost else {
                throw Problem.badRequest(
                    "一次最多 \(Self.replayAtMost) 条。", "At most \(Self.replayAtMost) at once.")
            }
            chosen = try await store.read { transaction in
                try Set(ids).sorted().compactMap { try Outbox.find($0, in: transaction) }
            }
        case (nil, let query?):
            var filter = try query.filter
            if filter.states.isEmpty { filter.states = [.dead] }
            chosen = try await store.read { [filter] transaction in
                try Outbox.search(filter, atMost: Self.replayAtMost, in: transaction)
            }
        default:
            throw Problem.badRequest("请给出 ids 或 filter 之一。", "Give either ids or filter.")
        }
        let waiting = chosen.filter { $0.state == .dead || $0.state == .ready }
            .sorted { $0.id < $1.id }
        guard wish.dryRun != true else {
            return Rehearsal(
                wouldReplay: waiting.map { DeliveryView($0, payload: masks(of: $0.connector)) })
        }
        return Replay(replayed: try await replay(waiting.map(\.id), visit))
    }

    /// Does what an operator wants, once for each `Idempotency-Key`.
    func carryOut(
        _ visit: Visit, _ act: (Data) async throws -> any Encodable & Sendable
    ) async throws -> Response {
        let data = try await visit.data()
        let hash = Data(SHA256.hash(data: data)).base64EncodedString()
        return try await once(
            visit.key, of: visit.badge.id, question: "\(visit.request.uri.path) \(hash)"
        ) {
            let answer = try await act(data.isEmpty ? Data("{}".utf8) : data)
            return Answers.Answer(
                status: 200, mediaType: "application/json; charset=utf-8",
                body: Data(try WireJSON.bytes(answer, zone: zone)))
        }
    }
}
