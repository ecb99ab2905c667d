import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Whole nursing charged by the bed-day (整体护理按床日收费).
///
/// Nobody outside is told anything: the HIS fetches the lines. What is kept of a day is never
/// changed; a correction takes a line back by another one and posts what is right.
public struct NursingConnector: Connector {
    public static let name = "nursing"
    public static let title = Words("整体护理床日", "Nursing bed-days")

    public static let wants: Set<HISEvent.Kind> = [
        .stayAdmitted, .stayAdmissionCancelled, .stayTransferred, .stayDischarged,
        .stayDischargeCancelled, .dischargeSettled, .dischargeSettlementCancelled, .nursingServed,
    ]

    static let lane = "nursing.days"

    /// The kinds of errands, as the outbox names them.
    enum Work: String, Sendable {
        case stay = "stay.compute"
        case round = "round.compute"
    }

    let office: Office

    public init(_ settings: NursingSettings, at premises: Premises) throws {
        try settings.check()
        office = Office(settings: settings, premises: premises)
    }

    public var lanes: [Lane] {
        var policy = LanePolicy()
        // A first run over a hospital full of long stays posts a month of lines a piece.
        policy.seconds = 300
        policy.inFlight = 2
        return [Lane(Self.lane, Words("床日计费", "Bed-days"), policy: policy)]
    }

    public func deliver(_ attempt: Attempt) async throws -> Outcome {
        let (book, now, payload) = (office.book, attempt.now, attempt.delivery.payload)
        switch Work(rawValue: attempt.delivery.operation) {
        case .stay:
            guard let stay = payload.text("stay") else { throw UnreadablePayload() }
            do {
                try await office.store.write { transaction in
                    _ = try book.compute(stay, at: now, in: transaction)
                }
                return .delivered
            } catch let error as StorageError where error.kind == .mismatch {
                // It would fail for ever, and nobody would see it.
                return Outcome.refused(because: "the stay's records cannot be read")
                    .keeping { transaction in
                        let campus = try StayRow.campus(of: stay, in: transaction) ?? ""
                        try book.giveUp(
                            stay, campus: campus, because: error, at: now, in: transaction)
                    }
            }
        case .round:
            guard let round = Round(payload) else { throw UnreadablePayload() }
            if round.kind == .watched, round.after.isEmpty { try await office.adopt() }
            let next = try await office.store.write { transaction in
                try book.carry(round, at: now, in: transaction)
            }
            guard let next else { return .delivered }
            return .delivered.keeping { try Outbox.enqueue(next.errand, at: now, in: $0) }
        case nil: throw UnknownOperation(attempt.delivery.operation)
        }
    }

    /// Nobody outside can have any of it: to compute again is to find out.
    public func reconcile(_ attempt: Attempt) async throws -> Outcome {
        .retry(because: "bed-days are computed in the house; doing it again does nothing twice")
    }
}

/// What every errand, question and page needs.
struct Office: Sendable {
    let settings: NursingSettings
    let premises: Premises

    var store: Store { premises.store }
    var zone: TimeZone { premises.zone }
    var book: Book { Book(settings: settings, zone: premises.zone) }

    func today(at now: Date) -> Day { Day(of: now, in: zone) }

    /// Begins to watch stays that were open before this connector was switched on.
    func adopt() async throws {
        let open = try await store.read { try Records.openStays(in: $0) }
        try await store.write { transaction in
            let known = Set(
                try transaction.rows("SELECT stay FROM nursingStay WHERE isWatched = 1")
                    .map { try $0.string("stay") })
            try StayRow.adopt(open.filter { !known.contains($0.stay) }, in: transaction)
        }
    }
}
