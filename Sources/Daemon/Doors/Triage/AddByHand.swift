import Foundation
import Hospital
import Hummingbird
import Lab
import Storage

/// What the triage desk writes on the form 手工加号.
private struct ByHand: Decodable {
    let hall: HallID?
    let patient: String?
    let card: String?
    let name: String?
    let queue: QueueID?
    let `class`: Ticket.Class?
    let kiosk: String?
}

private struct Added: Encodable, Sendable {
    let ticket: TicketView?
    let print: PrintView
}

extension House {
    /// Adds a patient by hand: by card or number, or by name where nothing else is known.
    func addByHand(_ visit: Visit) async throws -> Response {
        let form = try await visit.body(ByHand.self)
        let hall = form.hall ?? visit.badge.scope.map { HallID($0) } ?? desks.first?.hall ?? ""
        let desk = try desk(of: hall)
        try visit.mustBe(inHall: hall)
        if let queue = form.queue, !desk.settings.queues.contains(where: { $0.id == queue }) {
            throw Refusal.unknownQueue(queue)
        }
        let draft = try await draft(form, at: desk)
        let key = try visit.key
        let outcome = try await reception.issue(draft, at: desk, key: key, by: visit.badge.actor)
        let printer = desk.settings.kiosks.first { form.kiosk == nil || $0.id == form.kiosk }
        let answer = try await answer(outcome, at: desk, printer: printer?.printer)
        let scene = Scene(hall: desk.settings, prints: room.prints, now: now())
        let view = await desk.read { line -> TicketView? in
            guard let ticket = line.tickets[answer.ticket.id] else { return nil }
            return TicketView(ticket, in: line, scene)
        }
        return try visit.json(
            Added(ticket: view, print: answer.print),
            status: answer.result == "issued" ? .created : .ok)
    }

    private func draft(_ form: ByHand, at desk: Desk) async throws -> Ticket.Draft {
        let (patient, orders) = try await patient(of: form)
        let day = desk.days.day(of: now())
        let usual = desk.settings.draft(for: patient, orders: orders, id: .random(), on: day)
        let asked = form.class ?? usual.class
        let queue =
            form.queue
            ?? (asked == .emergency ? desk.settings.routing.emergency : nil) ?? usual.queue
        return Ticket.Draft(
            id: usual.id, person: usual.person, queue: queue, class: asked,
            redraws: usual.redraws, specimens: usual.specimens)
    }

    private func patient(of form: ByHand) async throws -> (Patient, [LabOrder]) {
        if let key = form.patient ?? form.card {
            let (patient, orders) = try await reception.lookUp(
                try Text.short(key, "card", atMost: 64))
            return (patient, orders.filter { $0.state == .open })
        }
        let name = try Text.short(form.name ?? "", "name", atMost: 128)
        guard !name.isEmpty else {
            throw Problem.badRequest(
                "请写卡号、患者号或姓名。", "Give a card, a patient's number or a name.")
        }
        return (Patient(id: "hand-\(TicketID.random().rawValue.prefix(12))", name: name), [])
    }
}
