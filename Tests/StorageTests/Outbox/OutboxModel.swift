import Foundation
import Storage

/// The outbox as one would explain it at a table: a list in order, heads by key.
struct OutboxModel {
    struct Entry {
        let id: Int
        let key: String?
        let number: String?
        var state: Delivery.State
        var dueAt: Date
        let createdAt: Date
        var attempt = 0
        var epoch = 0
    }

    /// Open ones, in order of their numbers.
    var open: [Entry] = []
    var past: [Int: Delivery.State] = [:]
    /// The order in which those of a key ended.
    var ended: [String: [Int]] = [:]
    var numbers: [String: Int] = [:]
    var isPaused = false

    mutating func enqueue(_ id: Int, _ errand: Errand, at now: Date) {
        if let number = errand.number { numbers[number] = id }
        let isBehind = errand.key.map { key in open.contains { $0.key == key } } ?? false
        open.append(
            Entry(
                id: id, key: errand.key, number: errand.number, state: isBehind ? .behind : .ready,
                dueAt: errand.dueAt ?? now, createdAt: now))
    }

    mutating func claim(_ count: Int, of inFlight: Int, at now: Date) -> [Int] {
        guard !isPaused else { return [] }
        let running = open.count { $0.state == .running }
        let due = open.indices.filter { open[$0].state == .ready && open[$0].dueAt <= now }
            .sorted { (open[$0].dueAt, open[$0].id) < (open[$1].dueAt, open[$1].id) }
            .prefix(max(0, min(count, inFlight - running)))
        for index in due {
            open[index].state = .running
            open[index].attempt += 1
            open[index].epoch += 1
        }
        return due.map { open[$0].id }
    }

    /// - Returns: Whether the lease was good.
    mutating func end(_ id: Int, epoch: Int, _ ending: Acknowledgement.Ending) -> Bool {
        guard
            let index = open.firstIndex(where: {
                $0.id == id && $0.state == .running && $0.epoch == epoch
            })
        else { return false }
        switch ending {
        case .delivered: leave(index, as: .delivered)
        case .again(_, let moment, let isCounted, _):
            open[index].state = .ready
            open[index].dueAt = moment
            if !isCounted { open[index].attempt -= 1 }
        case .dead: open[index].state = .dead
        }
        return true
    }

    mutating func replay(_ ids: Set<Int>) {
        for index in open.indices where ids.contains(open[index].id) {
            guard [.dead, .ready].contains(open[index].state) else { continue }
            open[index].state = .ready
            open[index].attempt = 0
            open[index].dueAt = open[index].createdAt
        }
    }

    mutating func skip(_ id: Int) {
        guard let index = open.firstIndex(where: { $0.id == id }), open[index].state != .running
        else { return }
        leave(index, as: .skipped)
    }

    mutating func reclaim() {
        for index in open.indices where open[index].state == .running {
            open[index].state = .ready
        }
    }

    private mutating func leave(_ index: Int, as state: Delivery.State) {
        let gone = open.remove(at: index)
        past[gone.id] = state
        guard let key = gone.key else { return }
        if state == .delivered { ended[key, default: []].append(gone.id) }
        let hasHead = open.contains { $0.key == key && $0.state != .behind }
        if !hasHead, let next = open.firstIndex(where: { $0.key == key }) {
            open[next].state = .ready
        }
    }
}
