import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What integrators see and mend of the outbox.
struct DeliveryScreens: Sendable {
    let store: Store
    let connectors: Connectors
    /// Tells the scheduler that these lanes have something to do.
    let wake: @Sendable (Set<String>) -> Void

    var places: [DeskPlace] {
        [deliveryList, deliveryOne, laneList].map {
            DeskPlace(
                base: "/desk", group: Words("接口", "Interfaces"), folder: "deliveries", screen: $0,
                correspondence: Correspondence(evidence: Silence(), limit: .seconds(1)))
        }
    }

    static let readers: Set<Caller.Role> = [.integrator]

    func title(of connector: String) -> JSON {
        connectors[connector].map { .words($0.title) } ?? .string(connector)
    }

    func note(
        _ action: String, _ target: String, _ visit: Screen.Visit,
        in transaction: any Transaction
    ) throws {
        try Audit.append(
            Audit.Entry(
                at: visit.now, actor: visit.caller.actor, origin: visit.caller.origin,
                action: action, target: target), in: transaction)
    }

    /// Why something of `connector` did not go, in the reader's language: `{words, kept}`, where
    /// `kept` is how it is searched for, if that is another text; null for nothing.
    static func reason(_ text: String?, of connector: String) -> JSON {
        guard let text, !text.isEmpty else { return .null }
        let words = (Roster.named(connector)?.reasons ?? [:]).words(text)
        return ["words": .words(words), "kept": .string(words.zh == text ? "" : text)]
    }

    /// A delivery as a row of a list.
    func row(_ delivery: Delivery) -> JSON {
        [
            "id": .integer(Int64(delivery.id)), "connector": title(of: delivery.connector),
            "operation": .string(delivery.operation), "lane": .string(delivery.lane),
            "key": .string(delivery.key ?? ""), "number": .string(delivery.number ?? ""),
            "event": .string(delivery.event ?? ""), "attempt": .integer(Int64(delivery.attempt)),
            "createdAt": .moment(delivery.createdAt), "dueAt": .moment(delivery.dueAt),
            "endedAt": delivery.endedAt.map { .moment($0) } ?? .null,
            "deadline": delivery.deadline.map { .moment($0) } ?? .null,
            "error": Self.reason(
                delivery.lastError.map(Masks.cleared), of: delivery.connector),
            "state": delivery.badge, "tone": .string(delivery.state == .dead ? "bad" : ""),
            "mayReplay": .bool([.dead, .ready].contains(delivery.state)),
            "maySkip": .bool([.dead, .ready, .behind].contains(delivery.state)),
        ]
    }
}

extension Delivery {
    /// How it stands, in a word.
    var badge: JSON {
        if step == .reconcile, state == .ready || state == .running {
            return .badge(.wait, Words("待查实", "To be reconciled"))
        }
        return .badge(state.tone, state.words)
    }
}

extension Delivery.State {
    fileprivate var tone: JSON.Tone {
        switch self {
        case .ready, .behind, .running: .wait
        case .dead: .bad
        case .delivered: .good
        case .superseded, .skipped: .off
        }
    }

    var words: Words {
        switch self {
        case .ready: Words("等待", "Waiting")
        case .behind: Words("排在后面", "Behind another")
        case .running: Words("进行中", "Under way")
        case .dead: Words("需人工处理", "Needs a person")
        case .delivered: Words("已送达", "Delivered")
        case .superseded: Words("被新的取代", "Superseded")
        case .skipped: Words("已跳过", "Skipped")
        }
    }
}
