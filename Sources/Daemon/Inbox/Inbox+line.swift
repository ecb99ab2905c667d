import Foundation
import Hospital
import Lab
import Logging

extension Inbox {
    /// A cancelled order leaves its ticket; a ticket without orders leaves the line.
    func withdraw(_ order: OrderID) async {
        for desk in desks {
            let ticket = await desk.read { line in
                line.tickets.values.first { ticket in
                    ticket.isOpen && ticket.specimens.contains { $0.order == order }
                }
            }
            guard let ticket else { continue }
            let left = ticket.specimens.filter { $0.order != order }
            await ask(
                left.isEmpty
                    ? .cancel(ticket.id, reason: "医嘱已取消") : .amend(ticket.id, left), of: desk)
        }
    }

    /// A patient who waits already and pays for another order keeps the place and gets the
    /// tubes; an urgent order makes the ticket an emergency.
    func amend(_ data: HISEvent.OrderData, campus: String, paid: Bool) async {
        guard paid else { return }
        let patient = PatientID(data.patient)
        for desk in desks where desk.settings.campus == campus {
            guard let ticket = await desk.read({ line in line.openTicket(of: patient) }) else {
                continue
            }
            let known = Set(ticket.specimens.map(\.order))
            guard !known.contains(OrderID(data.order)) else { continue }
            let added = data.items.map {
                Ticket.Specimen(order: OrderID(data.order), test: $0.name, tube: $0.tube)
            }
            await ask(.amend(ticket.id, ticket.specimens + added), of: desk)
            if data.urgency == .urgent, ticket.class != .emergency {
                await ask(.reclassify(ticket.id, .emergency), of: desk)
            }
        }
    }

    /// The order is in the records whatever the line answers, so a refusal is only noted.
    private func ask(_ command: Command, of desk: Desk) async {
        do {
            try await desk.perform(command, by: "his")
        } catch {
            logger.notice("hall \(desk.hall) did not follow an order: \(error)")
        }
    }
}
