import Foundation
import Hall
import Hummingbird
import Lab
import Storage

/// What a swipe comes to, for the kiosk.
struct SwipeAnswer: Encodable, Sendable {
    let result: String
    let ticket: KioskTicket
    let print: PrintView
}

extension House {
    /// What a kiosk calls, and the patient's own page.
    var kioskDoors: [Door] {
        struct Swipe: Decodable {
            let kiosk: String
            let card: String
        }
        struct Reprint: Decodable { let kiosk: String? }
        let feeds = FeedAnswers(screens: screens)
        return [
            Door(
                .post, "/api/v1/swipes", for: [.kiosk, .triage],
                Words("刷卡取号", "A card is swiped"),
                takes: #"{"kiosk":"K1","card":"6200000001"}"#,
                answers: [201: "a new ticket", 200: "the ticket the patient has"]
            ) { visit in
                let swipe = try await visit.body(Swipe.self)
                if visit.badge.role == .kiosk { try visit.mustBe(at: swipe.kiosk) }
                let answer = try await self.swipe(
                    swipe.card, at: swipe.kiosk, key: try visit.key, by: visit.badge.actor)
                return try visit.json(
                    answer, status: answer.result == "issued" ? .created : .ok)
            },
            Door(
                .post, "/api/v1/tickets/{ticket}/reprint", for: [.kiosk, .triage],
                Words("重打小票", "Print the ticket again"), takes: #"{"kiosk":"K1"}"#
            ) { visit in
                let (desk, ticket) = try await self.ticket(TicketID(visit["ticket"]))
                let asked = try await visit.body(Reprint.self).kiosk
                if visit.badge.role == .kiosk {
                    try visit.mustBe(at: asked ?? visit.badge.scope ?? "")
                }
                let kiosk = asked ?? visit.badge.scope ?? desk.settings.kiosks.first?.id ?? ""
                let (_, place) = try self.desk(withKiosk: kiosk)
                let state = await room.printTicket(
                    ticket.id, from: desk, on: place.printer, again: true, at: now())
                try await note("ticket.reprint", ticket.label, visit)
                return try visit.json(["print": PrintView(state)])
            },
            Door(
                .get, "/api/v1/kiosks/{kiosk}", for: [.kiosk, .triage],
                Words("自助机现状", "How a kiosk stands")
            ) { visit in
                if visit.badge.role == .kiosk { try visit.mustBe(at: visit["kiosk"]) }
                _ = try desk(withKiosk: visit["kiosk"])
                return try await feeds.answer("kiosk \(visit["kiosk"])", visit)
            },
            Door(
                .get, "/api/v1/kiosks/{kiosk}/stream", for: [.kiosk, .triage],
                Words("自助机事件流：本机读卡器的刷卡", "What this kiosk's own readers read (SSE)")
            ) { visit in
                if visit.badge.role == .kiosk { try visit.mustBe(at: visit["kiosk"]) }
                _ = try desk(withKiosk: visit["kiosk"])
                return kioskStream(visit["kiosk"])
            },
            Door(
                .get, "/api/v1/places/{ticket}", for: [],
                Words("患者手机页：我排到哪了", "Where a ticket stands; for the patient's phone")
            ) { visit in
                try await place(TicketID(visit["ticket"]), visit)
            },
        ]
    }

    /// A swipe at `kiosk`, from its page or from one of its own readers.
    func swipe(_ card: String, at kiosk: String, key: String?, by actor: String) async throws
        -> SwipeAnswer
    {
        let (desk, place) = try desk(withKiosk: kiosk)
        patients.close(at: kiosk)
        let number = try Self.number(ofCard: card)
        let outcome = try await reception.swipe(number, at: desk, key: key, by: actor)
        return try await answer(outcome, at: desk, printer: place.printer)
    }

    /// The number of a card as it is looked up.
    static func number(ofCard card: String) throws -> String {
        do { return try CardNumber(card).key } catch {
            throw Problem(
                "bad-card", 400, Words("没有读到卡号", "Card not read"), error.words,
                Words("请再刷一次；仍不行请到分诊台。", "Please swipe again, or go to the triage desk."))
        }
    }

    /// Prints what is new and says how the ticket stands.
    func answer(_ outcome: Reception.Outcome, at desk: Desk, printer: String?) async throws
        -> SwipeAnswer
    {
        let (id, result) =
            switch outcome {
            case .issued(let id): (id, "issued")
            case .open(let id): (id, "open")
            case .returned(let id): (id, "returned")
            }
        var print = room.prints.state(of: id) ?? .off
        // A retried request must not print a second ticket.
        if case .issued = outcome, room.prints.state(of: id) == nil {
            print = await room.printTicket(id, from: desk, on: printer, again: false, at: now())
        }
        let now = now()
        let view = await desk.read { line -> KioskTicket? in
            guard let ticket = line.tickets[id] else { return nil }
            return KioskTicket(ticket, in: line, hall: desk.settings, at: now)
        }
        guard let view else { throw Problem.unknown("ticket", "号", "ticket") }
        return SwipeAnswer(result: result, ticket: view, print: PrintView(print))
    }

    private struct Place: Encodable, Sendable {
        struct At: Encodable, Sendable {
            let id: WindowID
            let name: String
        }
        let label: String
        let queue: KioskTicket.Queue
        let `class`: Ticket.Class
        let state: Ticket.State
        let ahead: Int?
        let estimate: KioskTicket.Wait?
        let window: At?
        let prepare: [Words]
        let hall: String
        let issuedAt: Date
        let dueAt: Date?
    }

    /// Gives every hall a pulse: a feed that changes with every event, for those who wait for one
    /// ticket of it.
    func hangPulses() {
        for desk in desks {
            screens.add("pulse \(desk.hall)", hall: desk.hall) {
                Array("\(await desk.lineSeq)".utf8)
            }
        }
    }

    private func place(_ id: TicketID, _ visit: Visit) async throws -> Response {
        let (desk, _) = try await ticket(id)
        let pulse = screens["pulse \(desk.hall)"]
        let beats = pulse?.feed.watch()
        let old = try await picture(ofPlace: id, at: desk)
        guard visit.request.headers[.ifNoneMatch] == old.etag else { return FeedAnswers.whole(old) }
        guard let seconds = visit.query("wait").flatMap(Int.init), seconds > 0, let beats else {
            return FeedAnswers.unchanged(old)
        }
        return try await FeedAnswers.hold(old, seconds: min(seconds, 60)) {
            for await _ in beats {
                let new = try await picture(ofPlace: id, at: desk)
                if new.etag != old.etag { return new }
            }
            return nil
        }
    }

    private func picture(ofPlace id: TicketID, at desk: Desk) async throws -> Feed.Picture {
        let (hall, now) = (desk.settings, now())
        let place = await desk.read { line -> Place? in
            guard let ticket = line.tickets[id] else { return nil }
            let window = ticket.window.flatMap { id in hall.windows.first { $0.id == id } }
            return Place(
                label: ticket.label, queue: KioskTicket.Queue(ticket.queue, in: hall),
                class: ticket.class, state: ticket.state, ahead: line.ahead(of: id),
                estimate: line.estimate(for: id, at: now).map(KioskTicket.Wait.init),
                window: window.map { Place.At(id: $0.id, name: $0.name) }, prepare: hall.advice,
                hall: hall.name, issuedAt: ticket.issuedAt, dueAt: ticket.dueAt)
        }
        return Feed().show(try WireJSON.bytes(place, zone: zone))
    }
}
