import Foundation
import Hospital
import Hub
import Lab
import Storage

extension DeliveryScreens {
    /// One delivery: what it says, each try, what was heard; whom it is about is masked.
    var deliveryOne: Screen {
        Screen(
            "delivery", Words("投递详情", "A delivery"), for: Self.readers, isInMenu: false,
            template: "detail"
        ) { visit in
            let id = visit.query["id"].flatMap(Int.init) ?? -1
            let (found, exchanges) = try await store.read { transaction in
                (
                    try Outbox.find(id, in: transaction),
                    try Outbox.exchanges(of: id, in: transaction)
                )
            }
            guard let delivery = found else { throw Declined.noDelivery }
            if let form = visit.form { return try await act(form, on: delivery, visit) }
            let masks = Masks(Roster.named(delivery.connector))
            let view = DeliveryView(delivery, payload: masks)
            return .page([
                "delivery": row(delivery),
                "payload": .string(view.payload.map(Self.legible) ?? ""),
                "exchanges": .array(
                    exchanges.map { Self.row(ExchangeView($0, masks), of: delivery.connector) }),
            ])
        }
    }

    private static func row(_ exchange: ExchangeView, of connector: String) -> JSON {
        [
            "id": .integer(Int64(exchange.id)), "attempt": .integer(Int64(exchange.attempt)),
            "number": .string(exchange.number ?? ""), "sentAt": .moment(exchange.sentAt),
            "request": .string(exchange.request.line),
            "said": .string(legible(exchange.request.body)),
            "answeredAt": exchange.answeredAt.map { .moment($0) } ?? .null,
            "answer": .string(exchange.answer?.line ?? ""),
            "heard": .string(exchange.answer.map { legible($0.body) } ?? ""),
            "fault": reason(exchange.fault, of: connector),
        ]
    }

    /// JSON over several lines; text as it is.
    private static func legible(_ json: JSON) -> String {
        switch json {
        case .null: return ""
        case .string(let text): return text
        default:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            guard let data = try? encoder.encode(json) else { return json.text }
            return String(decoding: data, as: UTF8.self)
        }
    }

    private func act(
        _ form: [String: String], on delivery: Delivery, _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        form["act"] == "skip"
            ? try await skip(delivery, form, visit) : try await replay(delivery, visit)
    }

    private func replay(_ delivery: Delivery, _ visit: Screen.Visit) async throws -> Screen.Answer {
        guard [.dead, .ready].contains(delivery.state) else { throw Declined.nothingToReplay }
        guard visit.isConfirmed else { return Self.rehearsal([delivery]) }
        let gone = try await store.write { transaction in
            try note("delivery.replay", "\(delivery.id)", visit, in: transaction)
            return try Outbox.replay([delivery.id], in: transaction)
        }
        guard !gone.isEmpty else { throw Declined.nothingToReplay }
        wake([delivery.lane])
        return .done(
            Words("将重新投递。", "It will go again."), screen: "delivery",
            query: ["id": "\(delivery.id)"])
    }

    private func skip(
        _ delivery: Delivery, _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let reason = (form["reason"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty, reason.count <= 200, !reason.contains(where: \.isNewline) else {
            throw Declined(
                .malformed, "reason", title: Words("没有跳过", "Not skipped"),
                detail: Words("跳过须写明原因，不超过 200 个字。", "Give a reason of at most 200 characters."),
                action: Words("请返回写明原因。", "Go back and write it."))
        }
        guard visit.isConfirmed else {
            return .confirm(
                Screen.Confirmation(
                    Words("跳过这条投递？对方将不会收到它。", "Skip it? The other side will never be told."),
                    about: [
                        (Words("投递", "Delivery"), "\(delivery.id)"),
                        (Words("通道", "Lane"), delivery.lane),
                        (Words("内容", "What"), delivery.operation),
                        (Words("业务号", "Number"), delivery.number ?? "—"),
                        (Words("原因", "Reason"), reason),
                    ], button: Words("确认跳过", "Skip it")))
        }
        let because = "\(reason) (\(visit.caller.actor))"
        let isSkipped = try await store.write { transaction in
            let skipped = try connectors.skip(
                delivery.id, because: because, at: visit.now, in: transaction)
            guard skipped != nil else { return false }
            try note("delivery.skip", "\(delivery.id)", visit, in: transaction)
            return true
        }
        guard isSkipped else { throw Declined.nothingToReplay }
        wake([delivery.lane])
        return .done(
            Words("已跳过。", "Skipped."), screen: "delivery", query: ["id": "\(delivery.id)"])
    }
}

extension Declined {
    fileprivate static let noDelivery = Declined(
        .unknown, "delivery", title: Words("没有这条投递", "No such delivery"),
        detail: Words("编号不存在，或已过保存期。", "The number is unknown, or its time is over."),
        action: Words("请从列表中查找。", "Look for it in the list."))
}
