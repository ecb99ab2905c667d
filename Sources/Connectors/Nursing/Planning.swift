import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the HIS's events and the calendar make necessary.
extension NursingConnector {
    public func errands(
        for event: HISEvent, in transaction: any Transaction
    ) throws -> [Errand] {
        switch event.data {
        case .stay(let movement):
            return [try compute(movement.stay, event, transaction)]
        case .nursing(let record):
            try check(record.stay, event, transaction)
            try Care.keep(record, campus: event.campus, toldAt: event.at, in: transaction)
            // A day that is still to come is read when it comes.
            guard let day = Day(record.day),
                let through = try StayRow.through(of: record.stay, in: transaction),
                day <= through
            else { return [] }
            return [try compute(record.stay, event, transaction)]
        case .dischargeSettled(let discharge):
            try check(discharge.stay, event, transaction)
            try Settlements.settle(
                discharge.settlement.id, of: discharge.stay, at: event.at, in: transaction)
            return [try compute(discharge.stay, event, transaction)]
        case .dischargeSettlementCancelled(let reversal):
            guard let stay = reversal.stay else { return [] }
            try check(stay, event, transaction)
            try Settlements.cancel(
                reversal.settlement, of: stay, at: event.at, in: transaction)
            return [try compute(stay, event, transaction)]
        default: return []
        }
    }

    private func compute(
        _ stay: String, _ event: HISEvent, _ transaction: any Transaction
    ) throws -> Errand {
        let version = try StayRow.touch(stay, campus: event.campus, in: transaction)
        return Errand(
            connector: Self.name, operation: Work.stay.rawValue, lane: Self.lane, key: stay,
            version: version, payload: ["stay": .string(stay)])
    }

    /// Refuses what one campus tells of another's stay.
    private func check(
        _ stay: String, _ event: HISEvent, _ transaction: any Transaction
    ) throws {
        guard let campus = try StayRow.campus(of: stay, in: transaction), campus != event.campus
        else { return }
        throw ForeignCampus(stay: stay, campus: campus, told: event.campus)
    }

    /// What one campus told of a stay of another.
    struct ForeignCampus: PlainError {
        let stay: String
        let campus: String
        let told: String
        var description: String {
            "stay \(stay) is of campus \(campus), not of \(told); the HIS must tell it as \(campus)"
        }
    }

    /// Every night the day that has ended.
    ///
    /// One run computes all days that are missing, so that of several missed ones the last is
    /// enough.
    public var timetable: [Schedule] {
        [
            Schedule("nursing.night", cron: office.settings.nightly, missed: .latest) { tick, _ in
                guard let day = Day(tick.day.date) else { return [] }
                return [Round(.watched, through: day - 1, occasion: "night").errand]
            }
        ]
    }
}
