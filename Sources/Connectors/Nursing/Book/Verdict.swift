import Hospital

/// What the rules make of a stay as it is known: what to post, what a person must see.
struct Verdict: Sendable {
    let days: [BedDay]
    let revision: Revision
    /// Items of the original way that give way to bed-days (R8, R9).
    let items: [String]
    let found: [Exceptions.Found]
    /// Whether nothing may be written: the stay is settled, or what was told cannot be.
    let isRefused: Bool
    let standing: StayRow.Standing

    /// - Parameter ended: The last day that is over.
    init(of dossier: Dossier, by scheme: Scheme, through ended: Day) {
        let facts = dossier.facts
        let course = facts.course
        let disorder = course.disorder
        days = scheme.assess(facts, through: ended)
        revision = Revision(from: dossier.live, to: days)
        let charged = Set(days.lazy.filter { $0.charge != nil }.map(\.day))
        items = dossier.items.filter { $0.origin == .elected && charged.contains($0.day) }
            .map(\.number)
        isRefused = disorder != nil || dossier.isSettled
        if let disorder {
            found = [.init(kind: .disorder, day: nil, detail: disorder.rawValue)]
        } else {
            var found = Self.found(in: days, dossier)
            if dossier.isSettled, !revision.isEmpty || !items.isEmpty {
                found.append(
                    .init(
                        kind: .settledButChanged, day: nil, detail: "\(revision.difference.yuan)"))
            }
            self.found = found
        }
        let isOver = course.isOver(through: ended) || isRefused
        let last = course.places.last
        standing = StayRow.Standing(
            campus: dossier.stay.campus, isOver: isOver,
            isPlain: !isOver && course.discharged == nil && !facts.choseOriginal
                && facts.others.isEmpty && !facts.isNewborn && scheme.isDayByDay,
            admittedOn: course.admitted.day, movedOn: last?.since.day ?? course.admitted.day,
            department: last?.department, ward: last?.ward,
            through: isOver ? days.last.map { max($0.day, ended) } ?? ended : ended)
    }

    /// What of the days needs a person; of a stay that others claim one word is enough.
    static func found(in days: [BedDay], _ dossier: Dossier) -> [Exceptions.Found] {
        var found: [Exceptions.Found] = []
        var isOwnerless = false
        var isClaimed = false
        for day in days {
            switch day.reason {
            case .withoutRecord:
                found.append(
                    .init(kind: .withoutRecord, day: day.day, detail: day.department ?? ""))
            case .servedElsewhere:
                let served = dossier.facts.records[day.day]?.served.compactMap { $0 } ?? []
                found.append(
                    .init(
                        kind: .servedElsewhere, day: day.day,
                        detail: served.sorted().joined(separator: ", ")))
            case .itemStands:
                let items = dossier.items.filter { $0.day == day.day }.map(\.item)
                found.append(
                    .init(
                        kind: .itemStands, day: day.day,
                        detail: Set(items).sorted().joined(separator: ", ")))
            case .withoutOwner: isOwnerless = true
            case .overlap: isClaimed = true
            default: break
            }
        }
        if isOwnerless { found.append(.init(kind: .withoutOwner, day: nil, detail: "")) }
        if isClaimed {
            let claims = zip(dossier.others, dossier.facts.others).filter { _, claimed in
                days.contains { $0.reason == .overlap && claimed.contains($0.day) }
            }
            found.append(
                .init(
                    kind: .overlap, day: nil,
                    detail: claims.map(\.0).sorted().joined(separator: ", ")))
        }
        return found
    }
}

extension Revision {
    /// What it adds to the sum of the live lines.
    var difference: Money {
        additions.compactMap { $0.charge?.amount }.sum - reversals.map(\.amount).sum
    }
}
