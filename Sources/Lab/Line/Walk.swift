/// The order in which the waiting of some lanes are called if nobody else comes.
///
/// Emergencies first, then those fallen due; then `priorityPerNormal` priority tickets for each
/// normal one; within a class whoever has the earliest place in any of the lanes.
///
/// Nobody is passed over for ever. Take the normal ticket with place p at the head of a lane L.
/// A window serving L calls at most `priorityPerNormal` priority tickets before L is owed a
/// normal call, and at most `passedOverAtMost` that arrived after p. A normal call by such a
/// window takes the earliest place of all it serves, so p itself or one of the finitely many
/// before p, and places are never given twice. A ticket that came back is kept apart for
/// `returnsAfter` calls of windows serving its lane, whichever lane these calls take from.
struct Walk: Sequence, IteratorProtocol {
    private struct Cursor {
        let lane: Lane
        /// The first place not yet walked, by class; `Int.max` at the end.
        var heads: [Int]
        /// Those who came back and whose calls have gone by during this walk.
        var released: [Lane.Held] = []
        var held: [Lane.Held]
        var streak: Int
        var calls: Int

        init(_ lane: Lane) {
            self.lane = lane
            heads = lane.orders.map { $0.first ?? .max }
            held = lane.held
            streak = lane.streak
            calls = lane.calls
        }

        func head(_ rank: Int) -> Int {
            guard !released.isEmpty else { return heads[rank] }
            return released.reduce(heads[rank]) { $1.rank == rank ? Swift.min($0, $1.place) : $0 }
        }

        mutating func take(_ place: Int, _ rank: Int) {
            if heads[rank] == place {
                heads[rank] = lane.orders[rank].next(after: place) ?? .max
            } else {
                released.removeAll { $0.place == place }
                held.removeAll { $0.place == place }
            }
        }

        mutating func count(rank: Int, perNormal: Int) {
            switch rank {
            case Walk.priority where head(Walk.normal) != .max:
                streak = Swift.min(streak + 1, perNormal)
            case Walk.normal: streak = 0
            default: break
            }
            calls += 1
            guard held.contains(where: { $0.until <= calls }) else { return }
            released += held.filter { $0.until <= calls }
            held.removeAll { $0.until <= calls }
        }
    }

    private static let priority = Ticket.Class.priority.rank
    private static let normal = Ticket.Class.normal.rank

    private var cursors: [Cursor]
    /// Places of the priority tickets walked, ascending.
    private var passing: [Int] = []
    private let perNormal: Int
    private let atMost: Int

    init(_ lanes: some Sequence<Lane>, _ rules: Rules) {
        cursors = lanes.map(Cursor.init)
        perNormal = rules.priorityPerNormal
        atMost = rules.passedOverAtMost
    }

    /// The place of whoever goes next.
    mutating func next() -> Int? {
        guard let (index, place, rank) = choose() else { return nil }
        cursors[index].take(place, rank)
        for other in cursors.indices { cursors[other].count(rank: rank, perNormal: perNormal) }
        if rank == Self.priority {
            passing.insert(place, at: passing.count - passing.later(than: place))
        }
        return place
    }

    private func choose() -> (Int, Int, Int)? {
        for rank in 0..<Self.priority { if let first = earliest(rank) { return first } }
        let (priority, normal) = (earliest(Self.priority), earliest(Self.normal))
        if let priority, let normal {
            return isNormalOwed(before: priority.1) ? normal : priority
        }
        return priority ?? normal ?? firstHeld
    }

    private func earliest(_ rank: Int) -> (Int, Int, Int)? {
        var best: (Int, Int, Int)?
        for index in cursors.indices {
            let place = cursors[index].head(rank)
            if place < best?.1 ?? .max { best = (index, place, rank) }
        }
        return best
    }

    /// Whether a normal ticket goes before the priority ticket that came at `later`.
    ///
    /// Only heads need a look: whoever passed over a later place passed over the head as well. A
    /// priority ticket that came before the head passes over nobody.
    private func isNormalOwed(before later: Int) -> Bool {
        cursors.contains { cursor in
            let place = cursor.head(Self.normal)
            guard place != .max else { return false }
            return cursor.streak >= perNormal
                || place < later
                    && cursor.lane.passed(over: place) + passing.later(than: place) >= atMost
        }
    }

    /// With nobody else waiting, those who came back need not be kept apart.
    private var firstHeld: (Int, Int, Int)? {
        var best: (Int, Int, Int)?
        for index in cursors.indices {
            for one in cursors[index].held
            where (one.rank, one.place) < (best?.2 ?? .max, best?.1 ?? .max) {
                best = (index, one.place, one.rank)
            }
        }
        return best
    }
}

extension [Int] {
    /// How many of these ascending places are later than `place`.
    fileprivate func later(than place: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > place { high = middle } else { low = middle + 1 }
        }
        return count - low
    }
}
