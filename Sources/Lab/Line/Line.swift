import Foundation

/// The line of one hall on one business day.
///
/// `decide` answers a command with events and changes nothing; `apply` changes the state and
/// decides nothing. The same events applied in the same order give the same line, anywhere.
public struct Line: Sendable, Equatable {
    public let rules: Rules
    public let day: BusinessDay
    public internal(set) var tickets: [TicketID: Ticket] = [:]

    /// Queues first, then each window's own, in the order of the rules; then any that the rules
    /// no longer know and a ticket still stands in.
    var lanes: [Lane] = []
    var laneOfQueue: [QueueID: Int] = [:]
    var laneOfWindow: [WindowID: Int] = [:]
    /// In the order of the rules; then any that the rules no longer know.
    var posts: [Post] = []
    var postOfWindow: [WindowID: Int] = [:]

    /// Who was given a place; the next place is their number.
    var holders: [TicketID] = []
    var labels: [String: TicketID] = [:]
    var openTickets: [PatientID: TicketID] = [:]
    /// The last number given in each queue.
    var numbers: [QueueID: Int] = [:]
    var resting = RestingRoom()
    var pace: Pace

    public init(rules: Rules, day: BusinessDay) {
        self.rules = rules
        self.day = day
        pace = Pace(usual: rules.usualDraw)
        for queue in rules.queues { _ = lane(of: queue.id) }
        for window in rules.windows { _ = lane(of: window.id) }
        for window in rules.windows { _ = post(of: window.id, serving: window.queues) }
    }
}

// MARK: - Looking

extension Line {
    /// In the order of the rules.
    public var windows: [Window] { posts.prefix(rules.windows.count).map(\.window) }

    public func window(_ id: WindowID) -> Window? { post(known: id).map { posts[$0].window } }

    /// The ticket with which the patient still waits for something in this hall.
    public func openTicket(of patient: PatientID) -> Ticket? {
        openTickets[patient].flatMap { tickets[$0] }
    }

    public func ticket(labelled label: String) -> Ticket? { labels[label].flatMap { tickets[$0] } }

    /// The ticket called to the window a moment ago, when "next" is pressed twice.
    public func repeatedCall(at window: WindowID, at now: Date) -> Ticket? {
        guard let post = post(known: window), let id = posts[post].window.ticket,
            let ticket = tickets[id], ticket.state == .called,
            now.timeIntervalSince(ticket.since) <= rules.doublePress
        else { return nil }
        return ticket
    }

    /// The earliest moment at which a `tick` would do something.
    public var nextDeadline: Date? {
        let expiries = posts.indices.compactMap(expiry)
        return (expiries + [resting.first?.dueAt].compactMap(\.self)).min()
    }

    /// When the call at a window expires.
    func expiry(at post: Int) -> Date? {
        guard rules.callExpiresAfter > 0, let calledAt = posts[post].calledAt,
            let id = posts[post].window.ticket, tickets[id]?.state == .called
        else { return nil }
        return calledAt.addingTimeInterval(rules.callExpiresAfter)
    }
}

// MARK: - Positions

extension Line {
    /// A window that the rules know.
    func post(known window: WindowID) -> Int? {
        postOfWindow[window].flatMap { $0 < rules.windows.count ? $0 : nil }
    }

    func isKnown(_ queue: QueueID) -> Bool {
        (laneOfQueue[queue] ?? .max) < rules.queues.count
    }

    /// Where a waiting ticket stands.
    func lane(of ticket: Ticket) -> Int? {
        ticket.pinned.map { laneOfWindow[$0] } ?? laneOfQueue[ticket.queue]
    }

    mutating func lane(of queue: QueueID) -> Int {
        if let known = laneOfQueue[queue] { return known }
        lanes.append(Lane())
        laneOfQueue[queue] = lanes.count - 1
        return lanes.count - 1
    }

    mutating func lane(of window: WindowID) -> Int {
        if let known = laneOfWindow[window] { return known }
        lanes.append(Lane())
        laneOfWindow[window] = lanes.count - 1
        return lanes.count - 1
    }

    mutating func post(of window: WindowID, serving queues: [QueueID] = []) -> Int {
        if let known = postOfWindow[window] { return known }
        let own = lane(of: window)
        let served = Set(queues.compactMap { laneOfQueue[$0] }).sorted() + [own]
        posts.append(Post(Window(id: window), lanes: served))
        postOfWindow[window] = posts.count - 1
        for lane in served { lanes[lane].posts.append(posts.count - 1) }
        return posts.count - 1
    }
}
