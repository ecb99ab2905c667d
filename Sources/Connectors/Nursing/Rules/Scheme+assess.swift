import Hospital

extension Scheme {
    /// What each day of a stay comes to (R1 to R4, R7, R8, R13).
    ///
    /// A course in disorder has no days that could be counted; look at `Course.disorder` first.
    /// - Parameters:
    ///   - ended: The last day that is over.
    ///   - start: The first day that is asked for; all where nil. Only where `isDayByDay`.
    func assess(_ facts: StayFacts, through ended: Day, from start: Day? = nil) -> [BedDay] {
        let course = facts.course
        let days = course.days(through: ended)
        guard let first = days.first, course.disorder == nil else { return [] }
        let elected = electedDays(facts, count: days.count)
        var drafts: [Draft] = []
        drafts.reserveCapacity(days.count)
        var place = 0
        var counted = 0
        let asked = max(first, min(start ?? first, days.upperBound))..<days.upperBound
        for day in asked {
            let index = day.since(first) + 1
            place = owner(of: day, in: course.places, from: place)
            let owner = course.places[place]
            let finding = judge(day, owner, facts, isElected: elected.contains(index))
            if case .price = finding { counted += 1 }
            drafts.append(
                Draft(
                    day: day, index: counter == .stayDays ? index : counted, owner: owner,
                    finding: finding))
        }
        let total = counter == .stayDays ? days.count : counted
        return drafts.map { $0.bedDay(tier: { tier(of: $0, in: total, on: $1) }) }
    }

    private enum Finding {
        case price(Tariff.Price)
        case reason(BedDay.Reason)
    }

    /// A day before its tier is known, which may depend on all of them.
    private struct Draft {
        let day: Day
        let index: Int
        let owner: Course.Place
        let finding: Finding

        func bedDay(tier: (Int, Day) -> Int) -> BedDay {
            let verdict: BedDay.Verdict
            switch finding {
            case .reason(let reason): verdict = .free(reason)
            case .price(let price):
                let percent = tier(index, day)
                verdict = .charged(
                    BedDay.Charge(
                        price: price.price, percent: percent,
                        amount: Tariff.amount(price.price, percent: percent), item: price.item,
                        insurance: price.insurance))
            }
            return BedDay(
                day: day, index: index, department: owner.department, ward: owner.ward,
                verdict: verdict)
        }
    }

    /// Which place has the day, looked for from `start` on (R2).
    private func owner(of day: Day, in places: [Course.Place], from start: Int) -> Int {
        let end =
            switch transferRule {
            case .census: WallTime(day: day + 1, second: 0)
            case .noon: WallTime(day: day, second: 12 * 3600)
            }
        var place = start
        while place + 1 < places.count, places[place + 1].since < end { place += 1 }
        return place
    }

    /// The price of a day that is charged; otherwise why it is not (R4).
    private func judge(
        _ day: Day, _ owner: Course.Place, _ facts: StayFacts, isElected: Bool
    ) -> Finding {
        if !facts.others.isEmpty, facts.others.contains(where: { $0.contains(day) }) {
            return .reason(.overlap)
        }
        guard let department = owner.department else { return .reason(.withoutOwner) }
        guard let price = tariff.price(of: department, on: day) else { return .reason(.outside) }
        if facts.isNewborn,
            !(owner.ward.map(newbornWards.contains) ?? false), !newbornWards.contains(department)
        {
            return .reason(.newborn)
        }
        if facts.leave.contains(day) { return .reason(.onLeave) }
        if isElected { return .reason(.elected) }
        if let why = unserved(day, by: department, facts) { return .reason(why) }
        return facts.blocked.contains(day) ? .reason(.itemStands) : .price(price)
    }

    /// Nil where the department nursed the patient that day.
    private func unserved(
        _ day: Day, by department: String, _ facts: StayFacts
    ) -> BedDay.Reason? {
        guard let records = facts.records[day] else {
            if facts.waived.contains(day) { return .notServed }
            return proof == .required ? .withoutRecord : nil
        }
        if records.served.contains(department) { return nil }
        if records.denied.contains(department) { return .notServed }
        if records.served.contains(nil) { return nil }
        if records.denied.contains(nil) { return .notServed }
        if facts.waived.contains(day) { return .notServed }
        if !records.served.isEmpty { return .servedElsewhere }
        return proof == .required ? .withoutRecord : nil
    }

    /// The indices of the days that the patient's choice keeps the original way (R7, R8).
    /// - Parameter count: How many days have been counted so far.
    private func electedDays(_ facts: StayFacts, count: Int) -> ClosedRange<Int> {
        let none = 0...0
        guard facts.choseOriginal, longestShortStay > 0 else { return none }
        let length = facts.course.length
        if count > longestShortStay || (length ?? 0) > longestShortStay {
            return overrun == .keep ? 1...longestShortStay : none
        }
        // Still short; a stay that has ended must be of one of the lengths that may choose.
        if let length, !shortStays.contains(length) { return none }
        return 1...longestShortStay
    }

    /// The share of the price in hundredths, by the way the tiers are read.
    private func tier(of index: Int, in total: Int, on day: Day) -> Int {
        let ladder = tariff.ladder(on: day)
        let own = ladder.tier(of: index)
        let whole = ladder.tier(of: total)
        let counts =
            switch reading {
            case .segmented: own
            case .wholeStay: whole
            case .hybrid: whole?.through == nil ? own : whole
            }
        return counts?.percent ?? 100
    }
}
