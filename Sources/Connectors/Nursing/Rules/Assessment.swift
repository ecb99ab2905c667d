import Hospital

/// All that decides about the days of one stay.
struct StayFacts: Hashable, Sendable {
    /// What the nursing records of a day say.
    struct Records: Hashable, Sendable {
        /// Departments that nursed; `nil` is one the record does not name.
        var served: Set<String?> = []
        /// Departments whose records say that they did not.
        var denied: Set<String?> = []
    }

    var course: Course
    var records: [Day: Records] = [:]
    /// Nights of approved leave, by the day they begin on.
    var leave: Set<Day> = []
    /// Whether the patient chose to be charged the original way.
    var choseOriginal = false
    /// Days of the same patient's stays that began earlier.
    var others: [Range<Day>] = []
    var isNewborn = false
    /// Days with items that a person must take back before a bed-day may be charged.
    var blocked: Set<Day> = []
    /// Days of which a person has said that they were not nursed.
    var waived: Set<Day> = []
}

/// What one day of a stay comes to.
struct BedDay: Hashable, Sendable {
    enum Verdict: Hashable, Sendable {
        case charged(Charge)
        case free(Reason)
    }

    /// Why a day is not charged.
    enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The patient chose the original way.
        case elected
        /// The department does not nurse by bed-days.
        case outside
        case onLeave
        /// The nursing record says that there was none.
        case notServed
        case newborn
        // These need a person.
        case withoutOwner
        case withoutRecord
        /// Only another department's record is there.
        case servedElsewhere
        /// An item of the original way stands on the day.
        case itemStands
        /// Another stay of the patient has the day.
        case overlap
    }

    struct Charge: Hashable, Sendable {
        let price: Money
        let percent: Int
        let amount: Money
        let item: String
        let insurance: String?
    }

    let day: Day
    /// Which day of the stay it counts as.
    let index: Int
    let department: String?
    let ward: String?
    let verdict: Verdict

    var charge: Charge? {
        if case .charged(let charge) = verdict { charge } else { nil }
    }

    var reason: Reason? {
        if case .free(let reason) = verdict { reason } else { nil }
    }
}

extension BedDay.Reason {
    /// Whether somebody must look before the stay may be settled.
    var needsPerson: Bool {
        switch self {
        case .elected, .outside, .onLeave, .notServed, .newborn: false
        case .withoutOwner, .withoutRecord, .servedElsewhere, .itemStands, .overlap: true
        }
    }
}
