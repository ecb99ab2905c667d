import Foundation
import Hospital
import Lab
import Logging
import Storage

/// Where HIS events land: in the records, all of a parcel or none, each id once for ever.
struct Inbox: Sendable {
    /// Plans what is to be done about a new event, in the transaction that keeps it.
    ///
    /// Both or neither: an error refuses the whole parcel. May run again where the engine has to
    /// repeat a transaction, so it must touch nothing else.
    typealias Plan = @Sendable (HISEvent, any Transaction) throws -> Void

    let store: Store
    let desks: [Desk]
    let screens: Screens
    let reportBoards: [String]
    let now: @Sendable () -> Date
    let logger: Logger
    var plan: Plan = { _, _ in }
    /// Told of the new events once they are on disk, before their sender is; should be quick.
    var kept: @Sendable ([HISEvent]) -> Void = { _ in }

    /// An event with all that can be made ready before the writer's turn.
    private struct Letter: Sendable {
        let event: HISEvent
        let text: String
        let entry: Records.Entry
    }

    /// Keeps `events` and answers when they are on disk.
    /// - Returns: How many were new.
    func keep(_ events: [HISEvent]) async throws -> Int {
        let moment = now()
        let letters = try events.map { event in
            Letter(
                event: event, text: event.text, entry: try event.entry(receivedAt: moment))
        }
        let plan = plan
        let fresh = try await store.engine.write { transaction in
            try letters.compactMap { letter -> HISEvent? in
                let event = letter.event
                let isNew = try Records.accept(
                    eventID: event.id, type: event.kind.rawValue, at: event.at,
                    campus: event.campus, receivedAt: moment, json: letter.text, in: transaction)
                guard isNew else { return nil }
                try letter.entry.save(in: transaction)
                try plan(event, transaction)
                return event
            }
        }
        if !fresh.isEmpty { kept(fresh) }
        for event in fresh { await tell(event) }
        return fresh.count
    }

    /// Lets the hall know, after commit.
    private func tell(_ event: HISEvent) async {
        switch event.data {
        case .report: screens.changed(reportBoards)
        case .orderCancelled(let data): await withdraw(OrderID(data.order))
        case .order(let data):
            await amend(data, campus: event.campus, paid: event.kind == .orderPaid)
        default: break
        }
    }
}
