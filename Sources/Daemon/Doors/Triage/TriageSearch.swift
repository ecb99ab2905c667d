import Foundation
import Hospital
import Hummingbird
import Lab
import Storage

/// What the triage desk looks for.
struct TicketSearch: Sendable {
    let queue: QueueID?
    let state: Ticket.State?
    let text: String
    /// Who holds a card of this number, where `text` is one.
    let holder: PatientID?

    func matches(_ ticket: Ticket) -> Bool {
        if let queue, ticket.queue != queue { return false }
        if let state, ticket.state != state { return false }
        guard !text.isEmpty else { return true }
        return ticket.person.id == holder || ticket.person.id.rawValue == text
            || ticket.label.localizedCaseInsensitiveContains(text)
            || ticket.person.name.localizedCaseInsensitiveContains(text)
    }
}

extension House {
    private struct Found: Encodable, Sendable {
        let tickets: [TicketView]
        let total: Int
    }

    func search(_ visit: Visit) async throws -> Response {
        let text = try Text.short(visit.query("text") ?? "", "text", atMost: 128)
        let state = try visit.query("state").flatMap { $0.isEmpty ? nil : $0 }.map { word in
            guard let state = Ticket.State(rawValue: word) else {
                throw Problem.badRequest("没有这种状态。", "There is no such state.")
            }
            return state
        }
        let holder =
            text.isEmpty
            ? nil
            : try await store.engine.read { try Records.patient(byKey: text, in: $0)?.id }
        let search = TicketSearch(
            queue: visit.query("queue").flatMap { $0.isEmpty ? nil : QueueID($0) }, state: state,
            text: text, holder: holder.map { PatientID($0) })
        let limit = min(max(visit.query("limit").flatMap(Int.init) ?? 100, 1), 1_000)
        let halls = try visit.query("hall").map { [try desk(of: HallID($0))] } ?? desks
        var found = Found(tickets: [], total: 0)
        for desk in halls where visit.badge.role != .triage || visit.badge.mayVisit("\(desk.hall)")
        {
            let scene = Scene(hall: desk.settings, prints: room.prints, now: now())
            let room = limit - found.tickets.count
            let part = await desk.read { line -> Found in
                let all = line.tickets.values.filter(search.matches)
                    .sorted { ($0.issuedAt, $0.place) < ($1.issuedAt, $1.place) }
                var views: [TicketView] = []
                for ticket in all.prefix(max(room, 0)) {
                    views.append(TicketView(ticket, in: line, scene))
                }
                return Found(tickets: views, total: all.count)
            }
            found = Found(tickets: found.tickets + part.tickets, total: found.total + part.total)
        }
        return try visit.json(found)
    }
}
