import Foundation
import Hospital
import Hub
import Lab
import Storage

/// The book of bed-days: computes what is wanted and posts what is missing, in one transaction.
struct Book: Sendable {
    let settings: NursingSettings
    let zone: TimeZone

    /// What a computation has done.
    struct Tally: Hashable, Sendable {
        var stays = 0
        var posted = 0
        var reversed = 0
    }

    /// The last day that is over at `now`.
    func ended(at now: Date) -> Day { Day(of: now, in: zone) - 1 }

    /// Computes one stay anew because something was told of it, and with it the patient's later
    /// stays, whose days it may have taken or given free.
    @discardableResult
    func compute(
        _ stay: String, source: PostedLine.Source = .recompute, at now: Date,
        trustingClock: Bool = false, in transaction: any Transaction
    ) throws -> Tally {
        let known = try Records.stay(id: stay, in: transaction)
        if let known { try StayRow.hold(stay, campus: known.campus, in: transaction) }
        let siblings = try known.map {
            try Records.stays(ofPatients: [$0.patient], in: transaction)[$0.patient] ?? []
        }
        let all = Set([stay] + (siblings ?? []).map(\.id)).sorted()
        let rows = try StayRow.lock(all, in: transaction)
        var tally = try revise(
            [stay], rows, through: ended(at: now), source: source, run: nil,
            trustingClock: trustingClock, at: now, in: transaction)
        let others = all.filter { $0 != stay && rows[$0] != nil }
        if !others.isEmpty {
            let more = try revise(
                others, rows, through: ended(at: now), source: .recompute, run: nil, at: now,
                in: transaction)
            tally.add(more)
        }
        return tally
    }

    /// Notes that a stay cannot be computed, and leaves it until something more is told.
    func giveUp(
        _ stay: String, campus: String, because error: StorageError, at now: Date,
        in transaction: any Transaction
    ) throws {
        try Exceptions.add(
            Exceptions.Found(kind: .unreadable, day: nil, detail: error.attempted), of: stay,
            campus: campus, at: now, in: transaction)
        try StayRow.rest(stay, in: transaction)
    }

    /// Computes `stays` anew, whose rows are ours.
    /// - Parameters:
    ///   - ended: The last day that is over. A day once computed stays over, whatever the clock
    ///     says later.
    ///   - trustingClock: Whether it does not, because a person has set the clock right.
    func revise(
        _ stays: [String], _ rows: [String: StayRow], through ended: Day,
        source: PostedLine.Source, run: Int?, trustingClock: Bool = false, at now: Date,
        in transaction: any Transaction
    ) throws -> Tally {
        let dossiers = try Dossier.read(
            stays, newbornDays: settings.newbornDays, in: zone, transaction)
        let tariffs = try Tariffs(in: transaction)
        var schemes: [String: Scheme] = [:]
        var tally = Tally()
        var postings: [Lines.Posting] = []
        for stay in stays {
            tally.stays += 1
            guard let dossier = dossiers[stay] else {
                try StayRow.rest(stay, in: transaction)
                continue
            }
            let campus = dossier.stay.campus
            let scheme = schemes[campus] ?? settings.scheme(tariffs.of(campus))
            schemes[campus] = scheme
            let through =
                trustingClock ? ended : max(ended, rows[stay]?.through ?? ended)
            let verdict = Verdict(of: dossier, by: scheme, through: through)
            try Exceptions.lay(
                verdict.found, of: stay, campus: campus, beside: dossier.open, at: now,
                in: transaction)
            try StayRow.settle(stay, as: verdict.standing, in: transaction)
            guard !verdict.isRefused, !verdict.revision.isEmpty || !verdict.items.isEmpty else {
                continue
            }
            tally.posted += verdict.revision.additions.count
            tally.reversed += verdict.revision.reversals.count
            postings.append(
                Lines.Posting(
                    stay: stay, campus: campus, revision: verdict.revision, items: verdict.items,
                    source: source))
        }
        try Lines.post(postings, run: run, at: now, in: transaction)
        return tally
    }
}
