import Foundation
import Hall
import Lab

/// The whole hall at a glance.
struct TriageView: Encodable, Sendable {
    struct Place: Encodable, Sendable {
        let id: HallID
        let name: String
    }

    struct Queue: Encodable, Sendable {
        let id: QueueID
        let name: String
        let nameEn: String
        let waiting: Int
        let longestWaitSeconds: Int
        let usualWaitSeconds: Int?
        /// All that are open, in the order of calling; the missed at the end.
        let tickets: [TicketView]
    }

    /// A window's state with its ticket beside it.
    struct AtWindow: Encodable, Sendable {
        let window: WindowState
        let ticket: TicketView?

        private enum Key: CodingKey { case ticket }

        func encode(to encoder: any Encoder) throws {
            try window.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(ticket, forKey: .ticket)
        }
    }

    /// At most this many rows of a queue; the search finds the others.
    static let rowsAtMost = 300

    let hall: Place
    let queues: [Queue]
    let windows: [AtWindow]
    var printers: [DeviceView] = []
    var readers: [DeviceView] = []
    var voice = DeviceView(name: "voice", state: "silent", message: nil)

    init(_ line: borrowing Line, _ scene: Scene) {
        hall = Place(id: scene.hall.id, name: scene.hall.name)
        let others = Dictionary(
            grouping: line.tickets.values.filter { $0.isOpen && $0.state != .waiting },
            by: \.queue)
        let order: [Ticket.State] = [.called, .drawing, .resting, .missed]
        var queues: [Queue] = []
        for queue in scene.hall.queues {
            var rows: [TicketView] = []
            var longest = 0
            for ticket in line.waiting(in: queue.id, limit: Self.rowsAtMost) {
                rows.append(TicketView(ticket, in: line, scene, ahead: rows.count))
                longest = max(longest, Int(ticket.waited(at: scene.now)))
            }
            let rest = (others[queue.id] ?? []).sorted {
                (order.firstIndex(of: $0.state) ?? 9, $0.place)
                    < (order.firstIndex(of: $1.state) ?? 9, $1.place)
            }
            for ticket in rest { rows.append(TicketView(ticket, in: line, scene)) }
            queues.append(
                Queue(
                    id: queue.id, name: queue.name, nameEn: queue.nameEn,
                    waiting: line.waitingCount(in: queue.id), longestWaitSeconds: longest,
                    usualWaitSeconds: line.usualWait(in: queue.id, at: scene.now).map { Int($0) },
                    tickets: rows))
        }
        self.queues = queues
        var windows: [AtWindow] = []
        for window in line.windows {
            var view: TicketView?
            if let id = window.ticket, let ticket = line.tickets[id] {
                view = TicketView(ticket, in: line, scene)
            }
            windows.append(AtWindow(window: WindowState(window, in: scene.hall), ticket: view))
        }
        self.windows = windows
    }
}

extension House {
    /// Gives every hall's triage desk its feed.
    func hangTriage() {
        for desk in desks {
            screens.add("triage \(desk.hall)", hall: desk.hall) {
                [settings, room, zone, now, devices] in
                let scene = Scene(hall: desk.settings, prints: room.prints, now: now())
                var view = await desk.read { line in TriageView(line, scene) }
                view.printers = await room.printers.status().map(DeviceView.init)
                let kiosks = Set(desk.settings.kiosks.map(\.id))
                view.readers = settings.readers.filter { kiosks.contains($0.kiosk) }
                    .map { devices.view(ofReader: $0.id) }
                if let voice = room.announcer.status()[desk.hall.rawValue] {
                    view.voice = DeviceView(voice)
                }
                return try WireJSON.bytes(view, zone: zone)
            }
        }
    }
}
