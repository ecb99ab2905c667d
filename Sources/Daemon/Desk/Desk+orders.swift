import Hospital
import Lab

extension Desk {
    /// Which lab orders change with these events.
    ///
    /// Drawn when the last draw is done, open again when that is taken back; they change in the
    /// transaction that journals the events.
    func ordersChanged(by events: [Event]) -> [(orders: [String], state: LabOrder.State)] {
        events.compactMap { event in
            switch event.what {
            case .finished(let id, _, dueAt: nil):
                tip.tickets[id].map { ($0.orders, .drawn) }
            case .undone(_, let before):
                tip.tickets[before.id]?.state == .done ? (before.orders, .open) : nil
            default: nil
            }
        }
    }
}

extension Ticket {
    /// The lab orders it stands for, each once, in the order of its specimens.
    var orders: [String] {
        var seen: Set<OrderID> = []
        return specimens.map(\.order).filter { seen.insert($0).inserted }.map(\.rawValue)
    }
}
