import Foundation

/// What is still to happen, the earliest first; of two at one moment, whichever was planned first.
struct Agenda<Item: Sendable>: Sendable {
    private struct Entry {
        let at: Date
        let order: Int
        let item: Item
        static func < (a: Self, b: Self) -> Bool { (a.at, a.order) < (b.at, b.order) }
    }

    /// A binary heap.
    private var entries: [Entry] = []
    private var planned = 0

    mutating func plan(_ item: Item, at: Date) {
        planned += 1
        entries.append(Entry(at: at, order: planned, item: item))
        var child = entries.count - 1
        while child > 0, entries[child] < entries[(child - 1) / 2] {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (at: Date, item: Item)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return (first.at, first.item) }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
                if entries[child] < entries[least] { least = child }
            }
            if least == parent { return (first.at, first.item) }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
