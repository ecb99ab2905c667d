import Foundation
import Lab

/// What leaves on a board: a label, a masked name, a class, a window, a prompt; nothing else.
public struct BoardTicket: Encodable, Sendable, Hashable {
    public let label: String
    public let name: String
    public let `class`: Ticket.Class
    public let state: Ticket.State

    init(_ ticket: Ticket, masked: Bool) {
        label = ticket.label
        name = masked ? ticket.person.maskedName : ticket.person.name
        `class` = ticket.class
        state = ticket.state
    }
}

/// One call as the hall sees it.
public struct BoardCall: Encodable, Sendable, Hashable {
    public let label: String
    public let name: String
    public let window: WindowID
    public let windowName: String
    public let `class`: Ticket.Class
    public let attempt: Int
    public let at: Date
    public let state: Ticket.State
    public let prompt: Words

    init?(_ ticket: Ticket, in line: Line, masked: Bool) {
        guard let id = ticket.window, let window = line.rules.windows.first(where: { $0.id == id })
        else { return nil }
        label = ticket.label
        name = masked ? ticket.person.maskedName : ticket.person.name
        self.window = id
        windowName = window.name
        `class` = ticket.class
        attempt = ticket.attempt
        at = ticket.since
        state = ticket.state
        prompt = Words("请到\(window.name)抽血", "Please go to window \(id)")
    }
}

/// How one queue stands.
public struct BoardQueue: Encodable, Sendable, Hashable {
    public let id: QueueID
    public let name: String
    public let nameEn: String
    public let waiting: Int
    /// In whole minutes' worth of seconds, so that the board does not twitch.
    public let usualWaitSeconds: Int?
    /// Who is next, on a hall board.
    public let next: [BoardTicket]?
    /// Everyone, on a waiting list.
    public let tickets: [BoardTicket]?

    /// - Parameter limit: How many to show as next; nil shows everyone.
    init(_ queue: Rules.Queue, in line: Line, showing limit: Int?, masked: Bool, at now: Date) {
        id = queue.id
        name = queue.name
        nameEn = queue.nameEn
        waiting = line.waitingCount(in: queue.id)
        usualWaitSeconds = line.usualWait(in: queue.id, at: now).map {
            Int(($0 / 60).rounded()) * 60
        }
        let rows = line.waiting(in: queue.id, limit: limit ?? .max)
            .map { BoardTicket($0, masked: masked) }
        next = limit == nil ? nil : rows
        tickets = limit == nil ? rows : nil
    }
}

/// One window as the hall sees it.
public struct BoardWindow: Encodable, Sendable, Hashable {
    public let id: WindowID
    public let name: String
    public let state: Window.State
    public let pauseReason: String?
    public let label: String?
    public let `class`: Ticket.Class?

    init(_ window: Window, in line: Line) {
        let ticket = window.ticket.flatMap { line.tickets[$0] }
        id = window.id
        name = line.rules.windows.first { $0.id == window.id }?.name ?? "\(window.id)"
        state = window.state
        pauseReason = window.pauseReason
        label = ticket?.label
        `class` = ticket?.class
    }
}

/// Everything a board of one hall shows.
public struct HallPicture: Encodable, Sendable {
    public let board: String
    public let kind: BoardSettings.Kind
    public let title: Words
    public let theme: BoardSettings.Theme
    public var calls: [BoardCall]?
    public var queues: [BoardQueue]?
    public var windows: [BoardWindow]?
    public var window: BoardWindow?
    public var call: BoardCall?
    public var next: [BoardTicket]?
    public var advice: [Words]?

    /// Draws `board` from `line`.
    /// - Parameter recent: The hall's last calls, newest first.
    public init(
        _ board: BoardSettings, of line: Line, recent: [TicketID], advice: [Words], at now: Date
    ) {
        let masked = board.masked ?? true
        self.board = board.id
        kind = board.kind
        title = board.title
        theme = board.theme ?? .dark
        let onCall: Set<Ticket.State> = [.called, .drawing]
        func queues(showing limit: Int?) -> [BoardQueue] {
            line.rules.queues.map {
                BoardQueue($0, in: line, showing: limit, masked: masked, at: now)
            }
        }
        switch board.kind {
        case .hall:
            calls = recent.lazy.compactMap { line.tickets[$0] }
                .filter { onCall.contains($0.state) }
                .prefix(8).compactMap { BoardCall($0, in: line, masked: masked) }
            self.queues = queues(showing: 5)
            windows = line.windows.map { BoardWindow($0, in: line) }
            self.advice = advice
        case .window:
            guard let id = board.window, let own = line.window(id) else { return }
            window = BoardWindow(own, in: line)
            call = own.ticket.flatMap { line.tickets[$0] }
                .flatMap { BoardCall($0, in: line, masked: masked) }
            next = line.upcoming(for: id, limit: 2).map { BoardTicket($0, masked: masked) }
        case .waiting:
            self.queues = queues(showing: nil)
        case .reports: break
        }
    }
}
