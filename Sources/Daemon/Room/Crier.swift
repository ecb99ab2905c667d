import Foundation
import Hall
import Lab

/// Turns what happens in a line into what the loudspeakers say.
struct Crier: Sendable {
    let announcer: Announcer
    let hall: HallSettings

    /// Calls are said; what is no longer true is dropped; who is next is prepared.
    func hear(_ events: [Event], _ line: borrowing Line) {
        for event in events {
            switch event.what {
            case .called(let id, let window, _), .recalled(let id, let window, _):
                if let ticket = line.tickets[id] {
                    announcer.announce(announcement(of: ticket, to: window))
                }
            case .arrived(let id, _), .finished(let id, _, _), .missed(let id, _),
                .putBack(let id, _), .moved(let id, _, _), .cancelled(let id, _):
                announcer.drop(id.rawValue)
            case .undone(_, let before): announcer.drop(before.id.rawValue)
            default: break
            }
        }
        let coming = line.windows.filter { $0.state == .open }.compactMap { window in
            line.upcoming(for: window.id, limit: 1).first.map {
                announcement(of: $0, to: window.id)
            }
        }
        if !coming.isEmpty { announcer.prepare(coming) }
    }

    private func announcement(of ticket: Ticket, to window: WindowID) -> Announcement {
        .call(
            id: ticket.id.rawValue, zone: hall.id.rawValue, label: ticket.label,
            name: ticket.person.name,
            window: hall.windows.first { $0.id == window }?.name ?? "\(window)",
            isEmergency: ticket.class == .emergency)
    }
}
