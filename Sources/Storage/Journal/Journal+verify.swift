import Foundation
import Lab

extension Journal {
    /// What must never have happened and did, one line each; empty when all is well.
    ///
    /// Reads one hall's day at a time.
    public static func verify(in transaction: any Transaction) throws -> [String] {
        let days = try transaction.rows(
            "SELECT DISTINCT hall, day FROM journal ORDER BY hall, day")
        return try days.flatMap { row in
            let hall: HallID = try row.named("hall")
            let day = BusinessDay(date: try row.string("day"))
            var audit = DayAudit(hall: hall, day: day)
            let entries = try transaction.rows(
                """
                SELECT seq, command, part, event FROM journal
                WHERE hall = \(hall) AND day = \(day) ORDER BY seq
                """)
            for entry in entries { try audit.read(entry) }
            return audit.faults
        }
    }
}

/// Reads one hall's day and holds it against what must never happen.
private struct DayAudit {
    let hall: HallID
    let day: BusinessDay
    private(set) var faults: [String] = []

    private var last = (seq: 0, command: "", part: 0)
    private var owners: [String: TicketID] = [:]
    private var labels: [TicketID: String] = [:]
    /// The window that has called or is drawing a ticket.
    private var windows: [TicketID: WindowID] = [:]

    init(hall: HallID, day: BusinessDay) {
        self.hall = hall
        self.day = day
    }

    mutating func read(_ row: Row) throws {
        let seq = try row.int("seq")
        if seq != last.seq + 1 { fault(seq, "follows \(last.seq)") }
        let command = try row.string("command")
        let part = try row.int("part")
        if part != (command == last.command ? last.part + 1 : 1) {
            fault(seq, "is part \(part) of its command and out of order")
        }
        last = (seq, command, part)
        do {
            follow(try row.json("event", as: Event.self), seq)
        } catch let error as StorageError {
            fault(seq, "does not decode: \(error.reason)")
        }
    }

    private mutating func follow(_ event: Event, _ seq: Int) {
        switch event.what {
        case .issued(let ticket), .carriedOver(let ticket):
            if let owner = owners[ticket.label], owner != ticket.id {
                fault(seq, "gives label \(ticket.label) to a second ticket")
            }
            owners[ticket.label] = ticket.id
            labels[ticket.id] = ticket.label
            hold(ticket, seq)
        case .called(let ticket, let window, _): hold(ticket, at: window, seq)
        case .undone(_, let before): hold(before, seq)
        case .recalled(let ticket, let window, _), .arrived(let ticket, let window):
            if windows[ticket] != window {
                fault(seq, "has window \(window) at work on \(name(ticket)), which it never called")
            }
        case .finished(let ticket, _, _), .missed(let ticket, _), .putBack(let ticket, _),
            .fellDue(let ticket), .cameBack(let ticket), .moved(let ticket, _, _),
            .cancelled(let ticket, _):
            windows[ticket] = nil
        case .reclassified, .amended, .opened, .paused, .closed, .modeSet: break
        }
    }

    private mutating func hold(_ ticket: Ticket, _ seq: Int) {
        guard ticket.state == .called || ticket.state == .drawing, let window = ticket.window else {
            windows[ticket.id] = nil
            return
        }
        hold(ticket.id, at: window, seq)
    }

    private mutating func hold(_ ticket: TicketID, at window: WindowID, _ seq: Int) {
        if let other = windows[ticket], other != window {
            fault(seq, "has window \(window) call \(name(ticket)), called by window \(other)")
        }
        windows[ticket] = window
    }

    private func name(_ ticket: TicketID) -> String {
        "ticket \(labels[ticket] ?? "issued on no record")"
    }

    private mutating func fault(_ seq: Int, _ what: String) {
        faults.append("hall \(hall), \(day): entry \(seq) \(what)")
    }
}
