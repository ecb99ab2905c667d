import Foundation
import Hospital
import Hub
import Lab
import Storage

extension DeliveryScreens {
    /// How each counterparty's lane stands, and how to stop one.
    var laneList: Screen {
        Screen("lanes", Words("通道", "Lanes"), for: Self.readers) { visit in
            if let form = visit.form { return try await turn(form, visit) }
            let lanes = try await store.read { try Outbox.figures(in: $0) }
            return .page([
                "rows": .array(lanes.map { row($0, at: visit.now) })
            ])
        }
    }

    private func row(_ lane: LaneFigures, at now: Date) -> JSON {
        [
            "lane": .string(lane.lane), "title": title(of: lane),
            "waiting": .integer(Int64(lane.waiting)), "inFlight": .integer(Int64(lane.inFlight)),
            "dead": .integer(Int64(lane.dead)), "hasDead": .bool(lane.dead > 0),
            "oldest": lane.oldest.map { .words(Self.age(now.timeIntervalSince($0))) } ?? .null,
            "delivered": .integer(Int64(lane.delivered)), "failed": .integer(Int64(lane.failed)),
            "state": Self.badge(lane), "isPaused": .bool(lane.pausedAt != nil),
            "pausedBy": .string(lane.pausedBy ?? ""),
            "tone": .string(lane.dead > 0 ? "bad" : lane.pausedAt != nil ? "wait" : ""),
        ]
    }

    /// What the lane carries, and whose it is: `{words, campus}`.
    func title(of lane: LaneFigures) -> JSON {
        let known = connectors[lane.connector]?.lanes.first { $0.name == lane.lane }
        return [
            "words": known.map { .words($0.title) } ?? .string(lane.lane),
            "campus": known?.campus.map { .campus($0) } ?? .string(""),
        ]
    }

    private static func badge(_ lane: LaneFigures) -> JSON {
        if lane.pausedAt != nil { return .badge(.wait, Words("已暂停", "Paused")) }
        return switch lane.breaker.state {
        case .closed: .badge(.good, Words("正常", "Open"))
        case .open: .badge(.bad, Words("熔断中", "Breaker open"))
        case .trial: .badge(.wait, Words("试探中", "On trial"))
        }
    }

    /// A length of time in its largest whole unit.
    static func age(_ seconds: TimeInterval) -> Words {
        let whole = max(0, Int(seconds))
        return switch whole {
        case ..<60: Words("\(whole) 秒", "\(whole) s")
        case ..<3_600: Words("\(whole / 60) 分钟", "\(whole / 60) min")
        case ..<172_800: Words("\(whole / 3_600) 小时", "\(whole / 3_600) h")
        default: Words("\(whole / 86_400) 天", "\(whole / 86_400) days")
        }
    }

    private func turn(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let (pauses, lane) = (form["pause"] != nil, form["pause"] ?? form["resume"] ?? "")
        if pauses, !visit.isConfirmed {
            return .confirm(
                Screen.Confirmation(
                    Words("暂停这个通道？对方将收不到新的消息，直到恢复。", "Pause this lane until it is resumed?"),
                    about: [(Words("通道", "Lane"), lane)], button: Words("确认暂停", "Pause")))
        }
        let isKnown = try await store.write { transaction in
            try note(pauses ? "lane.pause" : "lane.resume", lane, visit, in: transaction)
            return pauses
                ? try Outbox.pause(
                    lane, by: visit.caller.actor, at: visit.now, in: transaction)
                : try Outbox.resume(lane, in: transaction)
        }
        guard isKnown else {
            throw Declined(
                .unknown, "lane", title: Words("没有这个通道", "No such lane"),
                detail: Words("通道不存在。", "There is no lane of this name."),
                action: Words("请从列表中选择。", "Choose from the list."))
        }
        wake([lane])
        return .done(
            pauses
                ? Words("\(lane) 已暂停。", "\(lane) paused.")
                : Words("\(lane) 已恢复。", "\(lane) goes on."), screen: "lanes", query: [:])
    }
}
