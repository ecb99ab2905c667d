import Foundation
import Lab

/// One window's state, as its own page and the triage desk see it.
struct WindowState: Encodable, Sendable {
    let id: WindowID
    let name: String
    let state: Window.State
    let mode: Window.Mode
    let pauseReason: String?
    let queues: [QueueID]

    init(_ window: Window, in hall: HallSettings) {
        let own = hall.windows.first { $0.id == window.id }
        id = window.id
        name = own?.name ?? window.id.rawValue
        state = window.state
        mode = window.mode
        pauseReason = window.pauseReason
        queues = own?.queues ?? []
    }
}

/// Everything a phlebotomist's page shows.
struct WindowView: Encodable, Sendable {
    struct Undo: Encodable, Sendable {
        let until: Date
        let what: String
        let label: String
    }

    let window: WindowState
    let ticket: TicketView?
    /// In the order of calling, at most sixty.
    let waiting: [TicketView]
    let waitingCount: Int
    let missed: [TicketView]
    let undo: Undo?
    let callsAtMost: Int
    let hall: String
    let queues: [KioskTicket.Queue]
    let windows: [WindowState]

    init?(_ id: WindowID, in line: borrowing Line, _ scene: Scene) {
        guard let own = line.window(id) else { return nil }
        let served = scene.hall.windows.first { $0.id == id }?.queues ?? []
        window = WindowState(own, in: scene.hall)
        var current: TicketView?
        if let held = own.ticket, let ticket = line.tickets[held] {
            current = TicketView(ticket, in: line, scene)
        }
        ticket = current
        var rows: [TicketView] = []
        for ticket in line.upcoming(for: id, limit: 60) {
            rows.append(TicketView(ticket, in: line, scene, ahead: rows.count))
        }
        waiting = rows
        waitingCount = line.waitingCount(for: id)
        var lost: [TicketView] = []
        for ticket in line.missed where served.contains(ticket.queue) {
            lost.append(TicketView(ticket, in: line, scene))
        }
        missed = lost
        undo = line.undoable(at: id, at: scene.now).map {
            Undo(until: $0.until, what: $0.what, label: $0.label)
        }
        callsAtMost = line.rules.callsAtMost
        hall = scene.hall.id.rawValue
        queues = scene.hall.queues.map { KioskTicket.Queue($0.id, in: scene.hall) }
        windows = line.windows.map { WindowState($0, in: scene.hall) }
    }
}

extension Line {
    /// Missed tickets, the longest missed first.
    var missed: [Ticket] {
        tickets.values.filter { $0.state == .missed }.sorted {
            ($0.since, $0.place) < ($1.since, $1.place)
        }
    }
}
