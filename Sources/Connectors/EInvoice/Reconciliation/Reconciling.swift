import Foundation
import Hospital
import Hub
import Storage

/// Compares one day's books with the platform's and writes down where they differ.
struct Reconciling: BillTask {
    let bureau: Bureau

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        let order = try DayOrder(attempt.delivery.payload)
        let busType = bureau.codes.busType(of: order.kind)
        let listing = DayListing(
            platform: try bureau.platform(of: order.campus), place: order.place,
            busType: busType, day: order.day)
        let issued: DayListing.Whole
        switch try await listing.rows(of: .issuedOfDay, by: attempt.carry) {
        case .complete(let whole): issued = whole
        case .later(let time): return .wait(time)
        case .failed(let reason): return .retry(because: reason)
        }
        let reversed: DayListing.Whole
        switch try await listing.rows(of: .reversedOfDay, by: attempt.carry) {
        case .complete(let whole): reversed = whole
        case .later(let time): return .wait(time)
        case .failed(let reason): return .retry(because: reason)
        }
        guard let bounds = bureau.time.bounds(of: order.day) else {
            return .refused(because: "\(order.day) is no day")
        }
        let ours = try await bureau.store.read {
            try Books.ours(order, from: bounds.from, until: bounds.until, in: $0)
        }
        let differences =
            Comparison.differences(
                .issued, ours: ours.issued, theirs: issued.entries, underway: ours.underway)
            + Comparison.differences(
                .reversed, ours: ours.reversed, theirs: reversed.entries,
                underway: ours.underway)
        let (now, bureau) = (attempt.now, bureau)
        return .delivered.keeping { transaction in
            try Books.keep(
                order, busType: busType, ours: ours, issued: issued, reversed: reversed,
                at: now, in: transaction)
            let found = try Differences.keep(
                differences, of: order, busType: busType, at: now, in: transaction)
            guard bureau.settings.repairs == .byItself else { return }
            for row in found where row.repair != .look {
                guard
                    let errand = try Repairs(bureau: bureau, at: now)
                        .start(row, by: "timetable", in: transaction)
                else { continue }
                try Outbox.enqueue(errand, at: now, in: transaction)
            }
        }
    }

    /// Reading changes nothing: read again.
    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        .retry(because: "the books are read again")
    }
}

extension DayListing.Whole {
    var entries: [Comparison.Entry] {
        rows.map { row in
            Comparison.Entry(
                busNo: row.busNo, batch: row.batch, number: row.number, amount: row.amount)
        }
    }
}
