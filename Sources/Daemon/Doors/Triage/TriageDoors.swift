import Foundation
import Hall
import Hospital
import Hummingbird
import Lab
import Storage

extension House {
    /// What the triage desk calls.
    var triageDoors: [Door] {
        struct Move: Decodable {
            let queue: QueueID?
            let window: WindowID?
        }
        struct Reclassify: Decodable { let `class`: Ticket.Class }
        struct Cancel: Decodable { let reason: String? }
        let feeds = FeedAnswers(screens: screens)
        func door(
            _ verb: String, _ does: Words, takes: String? = nil,
            _ command: @escaping @Sendable (TicketID, Visit) async throws -> Command
        ) -> Door {
            Door(
                .post, "/api/v1/tickets/{ticket}/\(verb)", for: [.triage, .window], does,
                takes: takes, answers: [200: "the ticket"]
            ) { visit in
                let (desk, ticket) = try await self.ticket(TicketID(visit["ticket"]))
                try visit.mustBe(inHall: desk.hall)
                let command = try await command(ticket.id, visit)
                try await desk.perform(command, key: try visit.key, by: visit.badge.actor)
                return try await told(ticket.id, desk, visit)
            }
        }
        return [
            Door(
                .get, "/api/v1/tickets", for: [.triage, .window],
                Words("查找：队列、状态、姓名、卡号、号码", "Search by queue, state, name, card or label")
            ) { try await search($0) },
            Door(
                .post, "/api/v1/tickets", for: [.triage], Words("手工加号", "Add a patient by hand"),
                takes: #"{"hall":"draw","card":"6200000001","queue":"E","class":"emergency"}"#,
                answers: [201: "a new ticket", 200: "the ticket the patient has"]
            ) { try await addByHand($0) },
            door("move", Words("转队列或窗口", "Move to a queue or window"), takes: #"{"queue":"E"}"#) {
                let move = try await $1.body(Move.self)
                return .move($0, queue: move.queue, window: move.window)
            },
            door("class", Words("改类别", "Change the class"), takes: #"{"class":"emergency"}"#) {
                .reclassify($0, try await $1.body(Reclassify.self).class)
            },
            door("return", Words("返回排队", "Back in line")) { ticket, _ in .comeBack(ticket) },
            door("cancel", Words("作废", "Cancel"), takes: #"{"reason":"患者离开"}"#) {
                let reason = try await $1.body(Cancel.self).reason ?? ""
                return .cancel($0, reason: try Text.short(reason, "reason", atMost: 60))
            },
            Door(
                .get, "/api/v1/triage", for: [.triage],
                Words("全厅一览：ETag、304、?wait=", "The whole hall at a glance")
            ) { visit in
                try await feeds.answer("triage \(try hall(visit))", visit)
            },
            Door(
                .get, "/api/v1/triage/stream", for: [.triage],
                Words("全厅一览流（SSE）", "The whole hall, as server-sent events")
            ) { visit in
                try await feeds.stream("triage \(try hall(visit))", zone: zone)
            },
        ]
    }

    /// The hall asked for; the first, or the badge's own, where none is named.
    private func hall(_ visit: Visit) throws -> HallID {
        let asked = visit.query("hall") ?? visit.badge.scope ?? desks.first?.hall.rawValue ?? ""
        let hall = try desk(of: HallID(asked)).hall
        try visit.mustBe(inHall: hall)
        return hall
    }

    private func told(_ id: TicketID, _ desk: Desk, _ visit: Visit) async throws -> Response {
        let scene = Scene(hall: desk.settings, prints: room.prints, now: now())
        let view = await desk.read { line -> TicketView? in
            guard let ticket = line.tickets[id] else { return nil }
            return TicketView(ticket, in: line, scene)
        }
        return try visit.json(["ticket": view])
    }
}

extension Visit {
    /// A triage badge may be for one hall; a window's badge is held by its own window.
    func mustBe(inHall hall: HallID) throws {
        if badge.role == .triage { try mustBe(at: hall.rawValue) }
    }
}
