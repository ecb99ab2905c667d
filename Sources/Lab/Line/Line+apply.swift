import Foundation

extension Line {
    /// Makes the event part of the state.
    ///
    /// It never fails; what is about unknown tickets is ignored.
    public mutating func apply(_ event: Event) {
        let now = event.at
        switch event.what {
        case .issued(let ticket): admit(ticket)
        case .carriedOver(let ticket): carry(ticket)
        case .called(let id, let window, let attempt): call(id, desk(of: window), attempt, now)
        case .recalled(let id, let window, let attempt):
            step(.recalled, id, window, now) { $0.attempt = attempt }
            desks[desk(of: window)].calledAt = now
        case .arrived(let id, let window):
            step(.arrived, id, window, now) {
                $0.state = .drawing
                $0.since = now
            }
        case .finished(let id, let window, let dueAt): finish(id, window, dueAt, now)
        case .missed(let id, let window):
            leave(desk(of: window), id, now)
            step(.missed, id, window, now) {
                $0.state = .missed
                $0.since = now
            }
        case .fellDue(let id): fallDue(id, now)
        case .cameBack(let id): comeBack(id, now)
        case .putBack(let id, let window):
            vacate(desk(of: window), id)
            change(id) { $0.queueAgain(now) }
        case .moved(let id, let queue, let window): move(id, queue, window, now)
        case .reclassified(let id, let `class`):
            change(id) { $0.class = `class` }
        case .amended(let id, let specimens):
            change(id) { $0.specimens = specimens }
        case .cancelled(let id, _): cancel(id, now)
        case .opened(let window):
            set(window, .open)
        case .paused(let window, let reason):
            set(window, .paused, because: reason)
        case .closed(let window):
            set(window, .closed)
            desks[desk(of: window)].forgetAll()
        case .modeSet(let window, let mode): desks[desk(of: window)].window.mode = mode
        case .undone(let window, let before): undo(window, before)
        }
    }
}

// MARK: - Entering

extension Line {
    private mutating func admit(_ ticket: Ticket) {
        guard tickets[ticket.id] == nil, ticket.place >= 0 else { return }
        hold(ticket.place, for: ticket.id)
        if labels[ticket.label] == nil { labels[ticket.label] = ticket.id }
        if let number = Int(ticket.label.dropFirst(ticket.queue.rawValue.count)) {
            numbers[ticket.queue] = max(numbers[ticket.queue] ?? 0, number)
        }
        settle(ticket)
    }

    private mutating func carry(_ yesterdays: Ticket) {
        guard tickets[yesterdays.id] == nil else { return }
        var ticket = yesterdays
        ticket.place = holders.count
        hold(ticket.place, for: ticket.id)
        if labels[ticket.label] == nil { labels[ticket.label] = ticket.id }
        settle(ticket)
        guard ticket.state == .called || ticket.state == .drawing, let window = ticket.window
        else { return }
        let desk = desk(of: window)
        desks[desk].window.ticket = ticket.id
        desks[desk].calledAt = ticket.since
    }

    private mutating func hold(_ place: Int, for ticket: TicketID) {
        while holders.count <= place { holders.append(ticket) }
        holders[place] = ticket
    }

    /// Puts a ticket that stands nowhere to where its state says.
    mutating func settle(_ ticket: Ticket, until: Int = 0) {
        tickets[ticket.id] = ticket
        if ticket.isOpen, openTickets[ticket.person.id] == nil {
            openTickets[ticket.person.id] = ticket.id
        } else if !ticket.isOpen, openTickets[ticket.person.id] == ticket.id {
            openTickets[ticket.person.id] = nil
        }
        if ticket.state == .waiting {
            let lane = ticket.pinned.map { self.lane(of: $0) } ?? self.lane(of: ticket.queue)
            lanes[lane].enter(ticket.place, ticket.class.rank, until: until)
        } else if ticket.state == .resting, let dueAt = ticket.dueAt {
            resting.enter(ticket.id, dueAt: dueAt)
        }
    }

    /// Takes a ticket from where it stands.
    ///
    /// Says until how many calls it was kept apart.
    mutating func lift(_ ticket: Ticket) -> Int? {
        if ticket.state == .waiting, let lane = lane(of: ticket) {
            return lanes[lane].leave(ticket.place, ticket.class.rank)
        }
        if ticket.state == .resting, let dueAt = ticket.dueAt {
            resting.leave(ticket.id, dueAt: dueAt)
        }
        return nil
    }

    /// Changes a ticket, and where it stands with it.
    ///
    /// Gives it as it was.
    @discardableResult
    private mutating func change(_ id: TicketID, _ alter: (inout Ticket) -> Void) -> Ticket? {
        guard let before = tickets[id] else { return nil }
        var after = before
        alter(&after)
        let until = lift(before)
        let staysApart =
            after.class != .emergency && after.queue == before.queue
            && after.pinned == before.pinned
        settle(after, until: staysApart ? until ?? 0 : 0)
        return before
    }
}

// MARK: - At a window

extension Line {
    private mutating func call(_ id: TicketID, _ desk: Int, _ attempt: Int, _ now: Date) {
        guard let before = tickets[id] else { return }
        var after = before
        after.state = .called
        after.window = desks[desk].window.id
        after.attempt = attempt
        after.firstCalledAt = before.firstCalledAt ?? now
        after.since = now
        var step = Desk.Step(
            what: .called, at: now, before: before, after: after, calledAt: desks[desk].calledAt)
        step.heldUntil = lift(before)
        for lane in desks[desk].lanes {
            step.marks.append(
                lanes[lane].count(
                    before.place, before.class.rank, in: lane, perNormal: rules.priorityPerNormal))
        }
        tickets[id] = after
        desks[desk].remember(step)
        desks[desk].occupy(id, now)
    }

    private mutating func finish(_ id: TicketID, _ window: WindowID, _ dueAt: Date?, _ now: Date) {
        leave(desk(of: window), id, now)
        step(.finished, id, window, now) { ticket in
            ticket.since = now
            ticket.dueAt = dueAt
            ticket.state = dueAt == nil ? .done : .resting
            guard dueAt != nil else { return }
            ticket.firstDrawnAt = ticket.firstDrawnAt ?? now
            if !ticket.redraws.isEmpty { ticket.redraws.removeFirst() }
        }
    }

    /// Changes a ticket as a step that the window can take back.
    private mutating func step(
        _ what: Desk.Step.What, _ id: TicketID, _ window: WindowID, _ now: Date,
        _ alter: (inout Ticket) -> Void
    ) {
        let desk = desk(of: window)
        guard let before = change(id, alter), let after = tickets[id] else { return }
        desks[desk].remember(
            .init(
                what: what, at: now, before: before, after: after,
                calledAt: desks[desk].calledAt))
    }

    /// The ticket's time at the window is over, which shows the pace.
    private mutating func leave(_ desk: Int, _ id: TicketID, _ now: Date) {
        guard desks[desk].window.ticket == id else { return }
        if let since = desks[desk].occupiedSince { pace.see(now.timeIntervalSince(since)) }
        let waiting = desks[desk].lanes.contains { lanes[$0].count > 0 }
        vacate(desk, id)
        desks[desk].freeSince = waiting ? now : nil
    }

    private mutating func vacate(_ desk: Int, _ id: TicketID) {
        if desks[desk].window.ticket == id { desks[desk].vacate() }
    }

    private mutating func set(_ window: WindowID, _ state: Window.State, because: String? = nil) {
        let desk = desk(of: window)
        desks[desk].window.state = state
        desks[desk].window.pauseReason = because
        if state != .open { desks[desk].freeSince = nil }
    }
}

// MARK: - Away from a window

extension Line {
    private mutating func fallDue(_ id: TicketID, _ now: Date) {
        guard tickets[id] != nil else { return }
        let place = holders.count
        hold(place, for: id)
        change(id) { ticket in
            ticket.queueAgain(now)
            ticket.place = place
            if ticket.class != .emergency { ticket.class = .due }
        }
    }

    private mutating func comeBack(_ id: TicketID, _ now: Date) {
        guard let before = tickets[id] else { return }
        var after = before
        after.queueAgain(now)
        _ = lift(before)
        let calls = lane(of: after).map { lanes[$0].calls } ?? 0
        settle(after, until: after.class == .emergency ? 0 : calls + rules.returnsAfter)
    }

    private mutating func move(
        _ id: TicketID, _ queue: QueueID, _ pin: WindowID?, _ now: Date
    ) {
        if let window = tickets[id]?.window { vacate(desk(of: window), id) }
        change(id) { ticket in
            if ticket.state != .waiting { ticket.queueAgain(now) }
            ticket.queue = queue
            ticket.pinned = pin
        }
    }

    private mutating func cancel(_ id: TicketID, _ now: Date) {
        if let window = tickets[id]?.window { vacate(desk(of: window), id) }
        change(id) { ticket in
            ticket.state = .cancelled
            ticket.since = now
        }
    }

    private mutating func undo(_ window: WindowID, _ before: Ticket) {
        guard let present = tickets[before.id] else { return }
        let desk = desk(of: window)
        let step = desks[desk].forget(before.id)
        _ = lift(present)
        for mark in step?.marks ?? [] { lanes[mark.lane].uncount(before.place, mark) }
        settle(before, until: step?.heldUntil ?? 0)
        let isHere = before.state == .called || before.state == .drawing
        desks[desk].window.ticket = isHere ? before.id : nil
        desks[desk].calledAt = isHere ? step?.calledAt ?? before.since : nil
        desks[desk].occupiedSince = isHere ? before.since : nil
    }
}

extension Desk {
    mutating func occupy(_ ticket: TicketID, _ now: Date) {
        /// Longer than this the window was not kept from calling, it rested; in seconds.
        let pause: TimeInterval = 300
        window.ticket = ticket
        calledAt = now
        let free = freeSince.flatMap { now.timeIntervalSince($0) <= pause ? $0 : nil }
        occupiedSince = free ?? now
        freeSince = nil
    }

    mutating func vacate() {
        window.ticket = nil
        calledAt = nil
        occupiedSince = nil
        freeSince = nil
    }
}

extension Ticket {
    /// Waits again, as if it had not been called.
    fileprivate mutating func queueAgain(_ now: Date) {
        state = .waiting
        since = now
        attempt = 0
        window = nil
    }
}
