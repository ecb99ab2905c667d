/// Who waits, in the order in which they will be called if nobody else comes.
extension Line {
    /// Whom this window calls next, and next after that; emergencies on top.
    public func upcoming(for window: WindowID, limit: Int) -> [Ticket] {
        guard let post = post(known: window) else { return [] }
        return list(Walk(posts[post].lanes.map { lanes[$0] }, rules), limit)
    }

    /// Those whom any window serving the queue may call.
    ///
    /// Tickets pinned to a window are not
    /// among them; they are in that window's `upcoming`.
    public func waiting(in queue: QueueID, limit: Int) -> [Ticket] {
        guard let lane = laneOfQueue[queue] else { return [] }
        return list(Walk([lanes[lane]], rules), limit)
    }

    private func list(_ walk: Walk, _ limit: Int) -> [Ticket] {
        walk.prefix(max(limit, 0)).compactMap { tickets[holders[$0]] }
    }

    public func waitingCount(in queue: QueueID) -> Int {
        laneOfQueue[queue].map { lanes[$0].count } ?? 0
    }

    public func waitingCount(for window: WindowID) -> Int {
        post(known: window).map { posts[$0].lanes.reduce(0) { $0 + lanes[$1].count } } ?? 0
    }

    /// How many are called before it in its queue, or at its window if it is pinned to one.
    public func ahead(of id: TicketID) -> Int? {
        guard let ticket = tickets[id], ticket.state == .waiting, let lane = lane(of: ticket) else {
            return nil
        }
        if let post = ticket.pinned.flatMap({ post(known: $0) }) {
            return Walk(posts[post].lanes.map { lanes[$0] }, rules).position(of: ticket.place)
        }
        return lanes[lane].position(of: ticket.place, ticket.class.rank, rules)
            ?? Walk([lanes[lane]], rules).position(of: ticket.place)
    }
}

extension Sequence<Int> {
    fileprivate func position(of place: Int) -> Int? {
        enumerated().first { $0.element == place }?.offset
    }
}

extension Lane {
    /// The position in the order of calling, without walking there; nil where that needs a walk.
    ///
    /// With nobody kept apart and nobody near the bound on passing over, the order is a pattern:
    /// emergencies, those due, then `k` priority tickets to each normal one.
    fileprivate func position(of place: Int, _ rank: Int, _ rules: Rules) -> Int? {
        guard held.isEmpty, orders[rank].contains(place) else { return nil }
        let first = orders[..<rank].prefix(2).reduce(0) { $0 + $1.count }
        let before = orders[rank].rank(of: place)
        guard rank >= Ticket.Class.priority.rank else { return first + before }
        let priorities = orders[Ticket.Class.priority.rank]
        let normals = orders[Ticket.Class.normal.rank]
        guard let head = normals.first, !priorities.isEmpty else { return first + before }
        let k = rules.priorityPerNormal
        guard k > 0 else { return nil }
        /// With so many priority tickets called, the first normal one may be passed over no more.
        let left = rules.passedOverAtMost - passed(over: head)
        let bound = priorities.rank(of: head) + max(left, 0)
        let untilNormal = max(k - streak, 0)
        if rank == Ticket.Class.normal.rank {
            let others = min(untilNormal + k * before, priorities.count)
            return others <= bound ? first + before + others : nil
        }
        guard before < bound else { return nil }
        let others = before < untilNormal ? 0 : 1 + (before - untilNormal) / k
        return first + before + min(others, normals.count)
    }
}
