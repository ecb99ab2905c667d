import Foundation
import Hall
import Lab
import Logging
import Storage

/// The hall's printers and voice, as the desks and doors use them.
package struct Room: Sendable {
    let printers: PrintRoom
    package let announcer: Announcer
    let prints: Prints
    /// How phones reach us, such as `http://192.168.1.10:8080`; learnt when the door is bound.
    let address: @Sendable () -> String

    /// Prints the ticket of `id` on the kiosk's printer and keeps what became of it.
    func printTicket(
        _ id: TicketID, from desk: Desk, on printer: String?, again: Bool, at now: Date
    ) async -> PrintState {
        guard let printer else { return .off }
        let slip = await desk.read { line in
            Slip(id, in: line, hall: desk.settings, address: address(), again: again, at: now)
        }
        guard let slip else { return .off }
        let state = await printers.print(.ticket(slip), on: printer)
        await prints.keep(state, of: id, on: printer, at: desk)
        return state
    }
}

extension Slip {
    /// What the ticket of `id` says on paper.
    init?(
        _ id: TicketID, in line: borrowing Line, hall: HallSettings, address: String, again: Bool,
        at now: Date
    ) {
        guard let ticket = line.tickets[id] else { return nil }
        let queue = hall.queues.first { $0.id == ticket.queue }
        self.init(
            id: id.rawValue, hall: hall.name, label: ticket.label,
            queue: Words(queue?.name ?? "", queue?.nameEn ?? ""),
            maskedName: ticket.person.maskedName, ahead: line.ahead(of: id) ?? 0,
            estimate: line.estimate(for: id, at: now).map {
                Estimate(median: $0.median, likely: $0.likely)
            },
            issuedAt: ticket.issuedAt, prepare: hall.advice, page: "\(address)/t/\(id)",
            isEmergency: ticket.class == .emergency, isReprint: again)
    }
}
