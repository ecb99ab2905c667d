import Foundation

/// Those who rest between two timed draws, the earliest due first.
struct RestingRoom: Equatable, Sendable {
    struct Seat: Equatable, Sendable {
        let dueAt: Date
        let ticket: TicketID
    }

    private(set) var seats: [Seat] = []
    var first: Seat? { seats.first }

    mutating func enter(_ ticket: TicketID, dueAt: Date) {
        seats.insert(Seat(dueAt: dueAt, ticket: ticket), at: position(of: ticket, dueAt))
    }

    mutating func leave(_ ticket: TicketID, dueAt: Date) {
        let position = position(of: ticket, dueAt)
        if position < seats.count, seats[position].ticket == ticket {
            seats.remove(at: position)
        }
    }

    private func position(of ticket: TicketID, _ dueAt: Date) -> Int {
        var (low, high) = (0, seats.count)
        while low < high {
            let middle = (low + high) / 2
            let seat = seats[middle]
            if (seat.dueAt, seat.ticket) < (dueAt, ticket) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
