/// Those who wait for one queue, or for one window alone, by class.
///
/// The order within a class is the order of arrival. What fairness needs to remember is kept
/// here too: how many priority tickets went first, and over whom.
struct Lane: Equatable, Sendable {
    /// A ticket that came back, kept apart until `until` calls have been made past it.
    struct Held: Equatable, Sendable {
        let place: Int
        var rank: Int
        let until: Int
    }

    /// What a call changed, so that undoing it changes it back.
    struct Mark: Equatable, Sendable {
        let lane: Int
        let streak: Int
        let calls: Int
        let passed: Bool
        let released: [Held]
    }

    /// Positions in the rules of the windows that serve it.
    var posts: [Int] = []
    private(set) var orders = [PlaceSet](repeating: PlaceSet(), count: Ticket.Class.allCases.count)
    private(set) var held: [Held] = []
    /// Priority tickets called past a waiting normal one since the last normal call.
    private(set) var streak = 0
    /// Calls made by the windows that serve it.
    private(set) var calls = 0
    /// The places of priority tickets that these windows called.
    private var passing = PlaceSet()

    var count: Int { orders.reduce(held.count) { $0 + $1.count } }

    /// How many priority tickets that arrived after `place` were called before it.
    func passed(over place: Int) -> Int { passing.count - passing.rank(of: place + 1) }

    func contains(_ place: Int, _ rank: Int) -> Bool {
        orders[rank].contains(place) || held.contains { $0.place == place }
    }

    /// - Parameter until: The number of calls before which it is kept apart.
    mutating func enter(_ place: Int, _ rank: Int, until: Int = 0) {
        if until > calls {
            held.append(Held(place: place, rank: rank, until: until))
        } else {
            orders[rank].insert(place)
        }
    }

    /// Says until how many calls it was kept apart, if it was.
    mutating func leave(_ place: Int, _ rank: Int) -> Int? {
        if orders[rank].remove(place) { return nil }
        guard let index = held.firstIndex(where: { $0.place == place }) else { return nil }
        return held.remove(at: index).until
    }

    /// Counts a call by a window that serves this lane, of a ticket of this lane or another.
    mutating func count(_ place: Int, _ rank: Int, in lane: Int, perNormal: Int) -> Mark {
        let (streak, calls) = (streak, calls)
        var passed = false
        if rank == Ticket.Class.priority.rank {
            if !orders[Ticket.Class.normal.rank].isEmpty {
                self.streak = min(streak + 1, perNormal)
            }
            passed = passing.insert(place)
        } else if rank == Ticket.Class.normal.rank {
            self.streak = 0
        }
        self.calls += 1
        let released = held.filter { $0.until <= self.calls }
        if !released.isEmpty {
            held.removeAll { $0.until <= self.calls }
            for one in released { orders[one.rank].insert(one.place) }
        }
        return Mark(lane: lane, streak: streak, calls: calls, passed: passed, released: released)
    }

    /// Takes a call out of the count.
    ///
    /// Where others were called since, they stay as they went.
    mutating func uncount(_ place: Int, _ mark: Mark) {
        if mark.passed { passing.remove(place) }
        guard calls == mark.calls + 1 else { return }
        streak = mark.streak
        calls = mark.calls
        for one in mark.released where orders[one.rank].remove(one.place) { held.append(one) }
    }
}

extension Ticket.Class {
    /// 0 goes first.
    var rank: Int {
        switch self {
        case .emergency: 0
        case .due: 1
        case .priority: 2
        case .normal: 3
        }
    }
}
