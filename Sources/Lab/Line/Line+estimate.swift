import Foundation

extension Line {
    /// How long the ticket still waits; nil if it does not wait.
    public func estimate(for id: TicketID, at now: Date) -> Estimate? {
        guard let ticket = tickets[id], ticket.state == .waiting, let lane = lane(of: ticket) else {
            return nil
        }
        return prospect(of: ticket.place, ticket.class, in: lane)
    }

    /// What a newcomer of class normal would wait, in seconds; nil if there is no such queue.
    public func usualWait(in queue: QueueID, at now: Date) -> TimeInterval? {
        guard isKnown(queue), let lane = laneOfQueue[queue] else { return nil }
        return prospect(of: holders.count, .normal, in: lane).median
    }

    /// From the windows open for this lane, the pace seen, and those who go first.
    ///
    /// The wait is a sum of `first` calls shared by `open` windows. Its spread has two parts: the
    /// draws differ, which evens out over many, and the day differs from what it was until now
    /// (windows open, pause and close, emergencies arrive), which does not. With no window open one
    /// is supposed to open, because a wait without end helps nobody.
    private func prospect(of place: Int, _ class: Ticket.Class, in lane: Int) -> Estimate {
        let open = lanes[lane].posts.filter { posts[$0].window.state == .open }
        let serving = open.isEmpty ? lanes[lane].posts.prefix(1).map(\.self) : open
        let windows = Double(max(serving.count, 1))
        let first = before(place, `class`, in: lane, at: serving)
        let idle = Double(open.count { posts[$0].window.ticket == nil })
        let call = pace.call
        guard first >= idle || open.isEmpty else {
            return Estimate(median: 0, likely: call.mean / 2)
        }
        let turns = first - idle + 1
        // A window in the middle of a draw is free sooner than after a whole one.
        let middle = (turns - 0.5 + 0.5 / windows) * call.mean / windows
        let median = max(middle * Self.overtaking(`class`), 0)
        let draws = max(turns, 1).squareRoot() * call.spread / windows
        let day = median * Self.uncertainty
        let spread = (draws * draws + day * day).squareRoot()
        return Estimate(median: median, likely: median + Self.fourInFive * spread)
    }

    /// Standard deviations from the middle below which four in five lie.
    private static let fourInFive = 0.84
    /// How much the rest of a wait may differ from the pace seen so far, as a share of it.
    private static let uncertainty = 0.2
    /// Those who come later and go first lengthen the wait; measured in rehearsals.
    private static func overtaking(_ class: Ticket.Class) -> Double {
        `class` == .normal ? 1.05 : 1
    }

    /// How many are called before `place` by the windows serving `lane`.
    ///
    /// Of another lane, only the share counts that falls on these windows.
    private func before(
        _ place: Int, _ class: Ticket.Class, in lane: Int, at serving: [Int]
    ) -> Double {
        var first = 0.0
        var priorities = 0.0
        var earlier = 0.0
        var normals = 0.0
        var seen: Set<Int> = []
        for other in serving.flatMap({ posts[$0].lanes }) where seen.insert(other).inserted {
            let share = share(of: other, at: serving)
            let orders = lanes[other].orders
            for ahead in 0..<min(`class`.rank, Ticket.Class.priority.rank) {
                first += share * Double(orders[ahead].count)
            }
            if `class`.rank < Ticket.Class.priority.rank {
                first += share * Double(orders[`class`.rank].rank(of: place))
                continue
            }
            let ofPriority = orders[Ticket.Class.priority.rank]
            priorities += share * Double(ofPriority.count)
            earlier += share * Double(ofPriority.rank(of: place))
            let ofNormal = orders[Ticket.Class.normal.rank]
            normals +=
                share
                * Double(`class` == .normal ? ofNormal.rank(of: place) : ofNormal.count)
            first += share * Double(lanes[other].held.count)
        }
        let ratio = Double(max(rules.priorityPerNormal, 0))
        switch `class` {
        case .emergency, .due: return first
        case .priority: return first + earlier + min(normals, earlier / max(ratio, 1))
        case .normal:
            let passing = min(ratio * (normals + 1), earlier + Double(rules.passedOverAtMost))
            return first + normals + min(priorities, max(passing, 0))
        }
    }

    /// How much of a lane's work falls on these windows: the share of its open windows.
    private func share(of lane: Int, at serving: [Int]) -> Double {
        let all = lanes[lane].posts.filter { posts[$0].window.state == .open }
        guard !all.isEmpty else { return 1 }
        return Double(all.count { serving.contains($0) }) / Double(all.count)
    }
}
