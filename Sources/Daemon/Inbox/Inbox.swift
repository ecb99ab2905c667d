import Foundation
import Hospital
import Lab
import Logging
import Storage

/// Where HIS events land: in the records, all of a parcel or none, each id once for ever.
struct Inbox: Sendable {
    let store: Store
    let desks: [Desk]
    let screens: Screens
    let reportBoards: [String]
    let now: @Sendable () -> Date
    let logger: Logger

    /// Keeps `events` and answers when they are on disk.
    /// - Returns: How many were new.
    func keep(_ events: [HISEvent]) async throws -> Int {
        let moment = now()
        let fresh = try await store.engine.write { transaction in
            try events.filter { event in
                let isNew = try Records.accept(
                    eventID: event.id, type: event.kind.rawValue, at: event.at,
                    campus: event.campus, receivedAt: moment, json: event.text, in: transaction)
                if isNew { try Self.file(event, receivedAt: moment, in: transaction) }
                return isNew
            }
        }
        for event in fresh { await tell(event) }
        return fresh.count
    }

    /// Puts what one event says into the records.
    private static func file(
        _ event: HISEvent, receivedAt: Date, in transaction: any Transaction
    ) throws {
        switch event.data {
        case .patient(let data):
            try Records.save(Patient(data), at: event.at, in: transaction)
        case .card(let data):
            try Records.bind(
                card: data.card, to: data.patient, at: event.at, in: transaction)
        case .order(let data):
            let order = LabOrder(
                data, campus: event.campus, paid: event.kind == .orderPaid, at: event.at)
            try Records.save(order, at: event.at, in: transaction)
        case .orderCancelled(let data):
            try Records.cancel(order: data.order, at: event.at, in: transaction)
        case .report(let data):
            try Records.save(LabReport(data, at: event.at, receivedAt: receivedAt), in: transaction)
        default: break
        }
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
