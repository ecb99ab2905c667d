import Hospital

/// A line of the book: what one day was charged, or that taken back.
struct PostedLine: Hashable, Sendable, Identifiable {
    enum Source: String, Hashable, Sendable, CaseIterable {
        /// The nightly run.
        case auto
        /// The question before the settlement.
        case discharge
        /// Something was told, chosen or set that changes what is wanted.
        case recompute
    }

    let id: Int
    let day: Day
    let index: Int
    let department: String
    let ward: String?
    let price: Money
    let percent: Int
    /// Negative where it takes another line back.
    let amount: Money
    let item: String
    let insurance: String?
    let isLive: Bool
    /// The line that this one takes back.
    let reversalOf: Int?

    /// Whether it says what is wanted.
    ///
    /// Not the ward, which costs nothing: another one would take back a line for its like.
    func says(_ wanted: BedDay) -> Bool {
        guard let charge = wanted.charge else { return false }
        return day == wanted.day && index == wanted.index && department == wanted.department
            && price == charge.price && percent == charge.percent && amount == charge.amount
            && item == charge.item && insurance == charge.insurance
    }
}

/// What turns the live lines of a stay into the wanted ones (R10).
struct Revision: Hashable, Sendable {
    /// To be taken back, in order of the days.
    let reversals: [PostedLine]
    /// To be posted, in order of the days.
    let additions: [BedDay]

    var isEmpty: Bool { reversals.isEmpty && additions.isEmpty }

    /// - Parameters:
    ///   - wanted: All days of the stay, or those from `start` on.
    ///   - live: The live lines of the same days.
    init(from live: [PostedLine], to wanted: [BedDay]) {
        var standing: [Day: PostedLine] = [:]
        standing.reserveCapacity(live.count)
        for line in live { standing[line.day] = line }
        var additions: [BedDay] = []
        for day in wanted where day.charge != nil {
            if let line = standing[day.day], line.says(day) {
                standing[day.day] = nil
            } else {
                additions.append(day)
            }
        }
        reversals = standing.values.sorted { $0.day < $1.day }
        self.additions = additions
    }
}
