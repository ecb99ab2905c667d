import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Approved leave overnight: the patient is in no census, so the day is not charged (R4).
extension Asking {
    /// Nights that one question may name.
    private static let nightsAtMost = 62

    func setLeave(_ question: Question) async throws -> JSON {
        let (body, caller, now) = (question.body, question.caller, question.now)
        let from = try day(body, "from")
        let until = try body.text("until") == nil ? from : day(body, "until")
        let (approvedBy, isAway) = try read(body) { members throws(HISEvent.Malformed) in
            (try members.text("approvedBy"), try members.flag("away") ?? true)
        }
        guard from <= until else {
            throw Declined.malformed(
                Words("from 晚于 until。", "from is after until."))
        }
        guard until.since(from) < Self.nightsAtMost else {
            throw Declined.malformed(
                Words(
                    "一次最多登记 \(Self.nightsAtMost) 夜。",
                    "One request names at most \(Self.nightsAtMost) nights."))
        }
        return try await store.write { transaction in
            let stay = try self.openStay(body, for: caller, in: transaction)
            if stay.isCancelled { throw Declined.cancelled }
            try self.check(from...until, of: stay)
            try Care.setLeave(
                stay.id, from...until, isAway: isAway, approvedBy: approvedBy,
                actor: caller.actor, at: now, in: transaction)
            let tally = try self.book.compute(stay.id, at: now, in: transaction)
            try self.audit(
                "leave", stay.id, detail: "\(isAway ? "away" : "here") \(from) to \(until)",
                by: caller, at: now, in: transaction)
            return [
                "stay": .string(stay.id), "from": .string(from.text), "until": .string(until.text),
                "away": .bool(isAway), "posted": .whole(tally.posted),
                "reversed": .whole(tally.reversed),
            ]
        }
    }

    private func check(_ nights: ClosedRange<Day>, of stay: Stay) throws {
        let first = Day(of: stay.admittedAt, in: office.zone)
        let last = stay.dischargedAt.map { Day(of: $0, in: office.zone) - 1 }
        guard first <= nights.lowerBound, nights.upperBound <= last ?? nights.upperBound else {
            throw Declined.conflict(
                "day-outside",
                Words(
                    "请假日期不在住院期间。", "The nights of leave are not within the stay."),
                Words("请核对日期。", "Check the days."))
        }
    }
}
