import Foundation
import Hospital
import Storage

/// One piece of a run over many stays: where it goes on, and up to which day it computes.
///
/// Each piece is one errand and one transaction; it leaves word of the next. A piece told twice
/// finds nothing to do the second time.
struct Round: Hashable, Sendable {
    let kind: StayRow.Round
    /// The day that has ended.
    let through: Day
    /// The last stay of the piece before; empty for the first.
    var after = ""
    /// What makes its number unique beside other runs of the day.
    var occasion = ""

    init(_ kind: StayRow.Round, through: Day, after: String = "", occasion: String = "") {
        self.kind = kind
        self.through = through
        self.after = after
        self.occasion = occasion
    }

    init?(_ payload: JSON) {
        guard case .string(let word)? = payload["round"], let kind = StayRow.Round(rawValue: word),
            case .string(let day)? = payload["through"], let through = Day(day),
            case .string(let after)? = payload["after"],
            case .string(let occasion)? = payload["occasion"]
        else { return nil }
        self.init(kind, through: through, after: after, occasion: occasion)
    }

    var errand: Errand {
        Errand(
            connector: NursingConnector.name, operation: NursingConnector.Work.round.rawValue,
            lane: NursingConnector.lane, key: "round \(kind.rawValue)",
            number: "\(kind.rawValue)-\(through)-\(occasion)-\(after)",
            payload: [
                "round": .string(kind.rawValue), "through": .string(through.text),
                "after": .string(after), "occasion": .string(occasion),
            ])
    }
}

extension Book {
    /// Computes the next stays of `round`.
    /// - Returns: What comes after them; nil where that was all.
    func carry(
        _ round: Round, at now: Date, in transaction: any Transaction
    ) throws -> Round? {
        let run = try round.kind == .watched ? begin(round, at: now, in: transaction) : nil
        let rows = try StayRow.next(
            round.kind, after: round.after, limit: settings.batch, in: transaction)
        var tally = Tally()
        let plain = try advance(rows, round, run, at: now, &tally, in: transaction)
        let others = rows.filter { !plain.contains($0.stay) }
        try patiently(others, round, run, at: now, &tally, in: transaction)
        var next: Round?
        if rows.count == settings.batch, let last = rows.last {
            next = round
            next?.after = last.stay
        }
        if let run { try note(tally, of: run, isLast: next == nil, at: now, in: transaction) }
        return next
    }

    /// Stays of which nothing was told get their new days, without a look at the earlier ones.
    /// - Returns: Those that are done.
    private func advance(
        _ rows: [StayRow], _ round: Round, _ run: Int?, at now: Date, _ tally: inout Tally,
        in transaction: any Transaction
    ) throws -> Set<String> {
        let candidates = rows.filter { $0.isPlain && !$0.isStale }
        guard let first = candidates.compactMap(\.through).min() else { return [] }
        let stays = candidates.map(\.stay)
        let records = try Care.records(of: stays, from: first + 1, in: transaction)
        let leave = try Care.leave(of: stays, from: first + 1, in: transaction)
        let items = try Items.live(of: stays, in: transaction)
        let tariffs = try Tariffs(in: transaction)
        var schemes: [String: Scheme] = [:]
        var postings: [Lines.Posting] = []
        var done: [String] = []
        var finished: Set<String> = []
        for row in candidates {
            let scheme = schemes[row.campus] ?? settings.scheme(tariffs.of(row.campus))
            schemes[row.campus] = scheme
            guard let through = row.through, let admitted = row.admittedOn,
                let moved = row.movedOn, scheme.isDayByDay, moved <= through,
                !(items[row.stay]?.contains { $0.day > through } ?? false)
            else { continue }
            finished.insert(row.stay)
            guard through < round.through else { continue }
            let days = scheme.assess(
                StayFacts(
                    course: Course(
                        admitted: WallTime(day: admitted, second: 0),
                        places: [
                            Course.Place(
                                since: WallTime(day: admitted, second: 0),
                                department: row.department, ward: row.ward)
                        ]), records: records[row.stay] ?? [:], leave: leave[row.stay] ?? []),
                through: round.through, from: through + 1)
            if days.contains(where: { $0.reason == .withoutOwner }) {
                // One word for all of its days: by the whole of it.
                finished.remove(row.stay)
                continue
            }
            for day in days where day.reason?.needsPerson == true {
                try Exceptions.add(
                    Exceptions.Found(
                        kind: day.reason == .servedElsewhere ? .servedElsewhere : .withoutRecord,
                        day: day.day, detail: day.department ?? ""),
                    of: row.stay, campus: row.campus, at: now, in: transaction)
            }
            done.append(row.stay)
            let revision = Revision(from: [], to: days)
            tally.stays += 1
            tally.posted += revision.additions.count
            if revision.isEmpty { continue }
            postings.append(
                Lines.Posting(
                    stay: row.stay, campus: row.campus, revision: revision, source: .auto))
        }
        try Lines.post(postings, run: run, at: now, in: transaction)
        try StayRow.advance(done, through: round.through, in: transaction)
        return finished
    }

    /// Computes stays anew; one whose records cannot be read must not hold up the others.
    private func patiently(
        _ rows: [StayRow], _ round: Round, _ run: Int?, at now: Date, _ tally: inout Tally,
        in transaction: any Transaction
    ) throws {
        guard !rows.isEmpty else { return }
        let source: PostedLine.Source = round.kind == .watched ? .auto : .recompute
        func revise(_ some: [StayRow]) throws -> Tally {
            try transaction.nested {
                try self.revise(
                    some.map(\.stay), Dictionary(uniqueKeysWithValues: some.map { ($0.stay, $0) }),
                    through: round.through, source: source, run: run, at: now, in: transaction)
            }
        }
        do {
            tally.add(try revise(rows))
        } catch let error as StorageError where error.kind == .mismatch {
            for row in rows {
                do {
                    tally.add(try revise([row]))
                } catch let error as StorageError where error.kind == .mismatch {
                    try giveUp(
                        row.stay, campus: row.campus, because: error, at: now, in: transaction)
                }
            }
        }
    }

    // The record of the run

    private func begin(
        _ round: Round, at now: Date, in transaction: any Transaction
    ) throws -> Int? {
        try transaction.row(
            """
            INSERT INTO nursingRun (forDay, startedAt, stays, posted, reversed)
            VALUES (\(round.through), \(now), 0, 0, 0)
            ON CONFLICT (forDay) DO UPDATE SET finishedAt = NULL
            RETURNING id
            """)?.int("id")
    }

    private func note(
        _ tally: Tally, of run: Int, isLast: Bool, at now: Date, in transaction: any Transaction
    ) throws {
        let finished = isLast ? now : nil
        try transaction.execute(
            """
            UPDATE nursingRun SET stays = stays + \(tally.stays),
                posted = posted + \(tally.posted), reversed = reversed + \(tally.reversed),
                finishedAt = \(finished)
            WHERE id = \(run)
            """)
    }
}

extension Book.Tally {
    mutating func add(_ other: Book.Tally) {
        stays += other.stays
        posted += other.posted
        reversed += other.reversed
    }
}
