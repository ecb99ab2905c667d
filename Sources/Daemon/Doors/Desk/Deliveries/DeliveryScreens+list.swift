import Foundation
import Hospital
import Hub
import Lab
import Storage

extension DeliveryScreens {
    /// Rows of a page, and deliveries of one press of a button.
    private static let rowsAtMost = 50
    private static let replayAtMost = 1_000

    /// Deliveries by all that is known of them; dead ones are sent again from here.
    var deliveryList: Screen {
        Screen(
            "deliveries", Words("投递", "Deliveries"), for: Self.readers, template: "list",
            waiting: { try Outbox.dead(in: $1) }
        ) { visit in
            let filter = Self.filter(visit.query)
            if let form = visit.form { return try await replay(form, filter, visit) }
            let before = visit.query["before"].flatMap(Int.init)
            let isFile = visit.query["as"] == "csv"
            let limit = isFile ? 10_000 : Self.rowsAtMost
            let (found, lanes) = try await store.read { transaction in
                (
                    try Outbox.search(
                        filter, before: before, atMost: limit + 1, in: transaction),
                    try Outbox.figures(in: transaction)
                )
            }
            let shown = found.prefix(limit)
            if isFile { return Self.table(shown) }
            return .page([
                "rows": .array(shown.map(row)),
                "hasDead": .bool(shown.contains { $0.state == .dead }),
                "troubles": .array(lanes.compactMap(trouble)),
                "lanes": .array(
                    lanes.map { lane in
                        Self.choice(lane.lane, title(of: lane), chosen: filter.lane)
                    }),
                "connectors": .array(
                    Set(lanes.map(\.connector)).sorted().map { name in
                        Self.choice(name, title(of: name), chosen: filter.connector)
                    }),
                "states": .array(
                    Delivery.State.allCases.map { state in
                        [
                            "value": .string(state.rawValue), "label": .words(state.words),
                            "isChosen": .bool(filter.states == [state]),
                        ]
                    }),
                "pager": [
                    "newer": before == nil ? .null : ["before": .null],
                    "older": found.count > limit
                        ? ["before": .string("\(shown.last?.id ?? 0)")] : .null,
                ],
            ])
        }
    }

    static func filter(_ query: [String: String]) -> Outbox.Filter {
        func given(_ name: String) -> String? {
            let text = query[name]?.trimmingCharacters(in: .whitespaces) ?? ""
            return text.isEmpty ? nil : text
        }
        return Outbox.Filter(
            connector: given("connector"), lane: given("lane"),
            states: given("state").flatMap(Delivery.State.init(rawValue:)).map { [$0] } ?? [],
            key: given("key"), number: given("number"), event: given("event"),
            text: given("text"))
    }

    private static func choice(_ name: String, _ label: JSON, chosen: String?) -> JSON {
        ["value": .string(name), "label": label, "isChosen": .bool(name == chosen)]
    }

    /// What stands out of a lane; nil where all is well.
    private func trouble(_ lane: LaneFigures) -> JSON? {
        guard lane.dead > 0 || lane.pausedAt != nil || lane.breaker.state != .closed else {
            return nil
        }
        return [
            "lane": .string(lane.lane), "title": title(of: lane),
            "dead": lane.dead > 0 ? .integer(Int64(lane.dead)) : .null,
            "isPaused": .bool(lane.pausedAt != nil),
            "isOpen": .bool(lane.breaker.state != .closed),
        ]
    }

    private static func table(_ deliveries: ArraySlice<Delivery>) -> Screen.Answer {
        let head = [
            "id", "connector", "operation", "lane", "key", "number", "event", "state", "attempt",
            "createdAt", "endedAt", "lastError",
        ]
        return .table(
            name: "deliveries",
            rows: [head]
                + deliveries.map { delivery in
                    [
                        "\(delivery.id)", delivery.connector, delivery.operation, delivery.lane,
                        delivery.key ?? "", delivery.number ?? "", delivery.event ?? "",
                        delivery.state.rawValue, "\(delivery.attempt)",
                        delivery.createdAt.ISO8601Format(),
                        delivery.endedAt?.ISO8601Format() ?? "",
                        delivery.lastError.map(Masks.cleared) ?? "",
                    ]
                })
    }

    /// Those ticked, or all dead ones the search finds; first it is said which.
    private func replay(
        _ form: [String: String], _ filter: Outbox.Filter, _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let ids = (form["ids"] ?? "").split(separator: "\n").compactMap { Int($0) }
        let isAll = form["act"] == "all"
        let chosen = try await store.read { transaction -> [Delivery] in
            guard isAll else {
                return try Set(ids.prefix(Self.replayAtMost))
                    .compactMap { try Outbox.find($0, in: transaction) }
            }
            var dead = filter
            dead.states = [.dead]
            return try Outbox.search(dead, atMost: Self.replayAtMost, in: transaction)
        }.filter { $0.state == .dead || $0.state == .ready }.sorted { $0.id < $1.id }
        guard !chosen.isEmpty else { throw Declined.nothingToReplay }
        guard visit.isConfirmed else { return Self.rehearsal(chosen) }
        let gone = try await store.write { transaction in
            let gone = try Outbox.replay(chosen.map(\.id), in: transaction)
            try note(
                "delivery.replay", gone.prefix(20).map(String.init).joined(separator: " "), visit,
                in: transaction)
            return gone
        }
        wake(Set(chosen.map(\.lane)))
        return .done(
            Words("\(gone.count) 条将按原顺序重新投递。", "\(gone.count) will go again in their order."),
            screen: "deliveries", query: visit.query)
    }

    /// What would go again, in its order.
    static func rehearsal(_ deliveries: [Delivery]) -> Screen.Answer {
        let first = deliveries.prefix(12).map { delivery in
            (
                Words("投递 \(delivery.id)", "Delivery \(delivery.id)"),
                "\(delivery.lane) · \(delivery.operation) · \(delivery.number ?? delivery.key ?? "—")"
            )
        }
        let rest = deliveries.count - first.count
        return .confirm(
            Screen.Confirmation(
                Words(
                    "按原顺序重新投递这 \(deliveries.count) 条？",
                    "Send these \(deliveries.count) again, in their order?"),
                about: first
                    + (rest > 0 ? [(Words("其余", "And more"), "\(rest)")] : []),
                button: Words("确认重新投递", "Send again")))
    }
}

extension Declined {
    static let nothingToReplay = Declined(
        .conflict, "delivery-not-waiting",
        title: Words("没有可以重新投递的", "Nothing to send again"),
        detail: Words("没有选中，或都已送达、正在进行。", "None was chosen, or all are delivered or under way."),
        action: Words("请刷新列表，勾选“需人工处理”的再试。", "Look again and tick those that need a person."))
}
