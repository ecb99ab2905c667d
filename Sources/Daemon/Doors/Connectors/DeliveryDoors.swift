import Foundation
import Hub
import Hummingbird
import Lab
import Storage

extension House {
    private static let operators = Set<Badge.Role>(opening: [.integrator])

    /// What operators do with deliveries.
    var deliveryDoors: [Door] {
        struct Found: Encodable {
            let deliveries: [DeliveryView]
            /// Give it as `before` for the next page; absent on the last.
            let next: Int?
        }
        struct Skipping: Decodable { let reason: String }
        return [
            Door(
                .get, "/api/v1/deliveries", for: Self.operators,
                Words("查找投递记录，新的在前", "Deliveries, the latest first"),
                query: [
                    "connector", "lane", "state", "key", "number", "event", "text", "before",
                    "limit",
                ]
            ) { visit in
                let filter = try DeliveryQuery(visit).filter
                let (before, limit) = try (visit.whole("before"), visit.limit)
                let found = try await store.read {
                    try Outbox.search(filter, before: before, atMost: limit, in: $0)
                }
                return try visit.json(
                    Found(
                        deliveries: found.map { DeliveryView($0) },
                        next: found.count == limit ? found.last?.id : nil))
            },
            Door(
                .get, "/api/v1/deliveries/{id}", for: Self.operators,
                Words("一条投递及其往来，已脱敏", "One delivery and what was said, masked")
            ) { visit in try visit.json(try await story(of: visit.delivery)) },
            Door(
                .post, "/api/v1/deliveries/{id}/replay", for: Self.operators,
                Words("重新投递", "Try a delivery again")
            ) { visit in
                let id = try visit.delivery
                return try await carryOut(visit) { _ in
                    guard try await replay([id], visit) == [id] else {
                        throw try await deliveryProblem(id)
                    }
                    return Replay(replayed: [id])
                }
            },
            Door(
                .post, "/api/v1/deliveries/{id}/skip", for: Self.operators,
                Words("不再投递，须写明原因", "Leave a delivery untold, with a reason"),
                takes: #"{"reason":"已在对方系统手工处理"}"#
            ) { visit in
                let id = try visit.delivery
                return try await carryOut(visit) { data in
                    let reason = try Text.short(
                        WireJSON.read(Skipping.self, from: data).reason, "reason", atMost: 200)
                    guard !reason.isEmpty else {
                        throw Problem.badRequest("缺少字段 reason。", "The member reason is empty.")
                    }
                    return try await skip(id, because: reason, visit)
                }
            },
            Door(
                .post, "/api/v1/deliveries/replay", for: Self.operators,
                Words("按原顺序重新投递多条；可先试看", "Try many again in their order; or only look"),
                takes: #"{"filter":{"lane":"einvoice.benbu","state":["dead"]},"dryRun":true}"#
            ) { visit in
                try await carryOut(visit) { try await replayMany($0, visit) }
            },
        ]
    }

    private func skip(
        _ id: Int, because reason: String, _ visit: Visit
    ) async throws -> DeliveryView {
        let (moment, actor) = (now(), visit.badge.actor)
        let connectors = connectors
        let skipped = try await store.write {
            try connectors.skip(id, because: "\(reason) (\(actor))", at: moment, in: $0)
        }
        guard let skipped else { throw try await deliveryProblem(id) }
        try await note("delivery.skip", "\(id)", visit)
        wake([skipped.lane])
        return DeliveryView(skipped)
    }

    /// A delivery with its payload and its exchanges.
    func story(of id: Int) async throws -> DeliveryStory {
        let found = try await store.read { transaction in
            (
                try Outbox.find(id, in: transaction),
                try Outbox.exchanges(of: id, in: transaction)
            )
        }
        guard let delivery = found.0 else { throw Problem.unknown("delivery", "投递", "delivery") }
        return DeliveryStory(delivery, found.1, masks(of: delivery.connector))
    }

    func masks(of connector: String) -> Masks {
        Masks(connectors[connector].map { type(of: $0.connector) })
    }

    /// Why an operator's wish for this delivery comes to nothing.
    private func deliveryProblem(_ id: Int) async throws -> Problem {
        let found = try await store.read { try Outbox.find(id, in: $0) }
        guard let found else { return .unknown("delivery", "投递", "delivery") }
        return .notWaiting(found)
    }
}

/// A delivery and all that was said for it.
struct DeliveryStory: Encodable, Sendable {
    let delivery: DeliveryView
    let exchanges: [ExchangeView]

    init(_ delivery: Delivery, _ exchanges: [Exchange], _ masks: Masks) {
        self.delivery = DeliveryView(delivery, payload: masks)
        self.exchanges = exchanges.map { ExchangeView($0, masks) }
    }
}

extension Problem {
    static func notWaiting(_ delivery: Delivery) -> Problem {
        Problem(
            "delivery-not-waiting", 409, Words("这条投递不在等待", "Not waiting"),
            Words(
                "投递 \(delivery.id) 的状态是 \(delivery.state.rawValue)。",
                "Delivery \(delivery.id) is \(delivery.state.rawValue)."),
            Words("请刷新后再看；正在进行的请等它结束。", "Look again; one under way ends by itself."))
    }
}
