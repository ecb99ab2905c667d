/// How the hospital reads the rules of bed-days, with the prices it has set.
struct Scheme: Hashable, Sendable {
    /// Which days a tier reprices.
    enum Reading: String, Codable, Hashable, Sendable, CaseIterable {
        /// The days inside the tier; earlier ones stay as they are.
        case segmented
        /// All days, at the tier of the stay's whole length.
        case wholeStay
        /// All days up to the last boundary, the days inside the tier beyond it.
        case hybrid
    }

    /// Which days count up to a tier.
    enum Counter: String, Codable, Hashable, Sendable, CaseIterable {
        case stayDays, chargedDays
    }

    /// Whose a day is on which the patient moved.
    enum TransferRule: String, Codable, Hashable, Sendable, CaseIterable {
        /// Of who has the patient at 24:00.
        case census
        /// Of who has the patient at 12:00.
        case noon
    }

    /// Whether somebody must say that the patient was nursed.
    enum Proof: String, Codable, Hashable, Sendable, CaseIterable {
        /// A record of the day.
        case required
        /// The day counts as nursed unless a record says otherwise.
        case generated
    }

    /// What becomes of the first days of a stay that outgrew its election.
    enum Overrun: String, Codable, Hashable, Sendable, CaseIterable {
        /// They become bed-days, their items are taken back.
        case convert
        /// They stay as they are.
        case keep
    }

    var reading = Reading.segmented
    var counter = Counter.stayDays
    var transferRule = TransferRule.census
    var proof = Proof.required
    var overrun = Overrun.convert
    /// How long a stay is whose patient may choose, in days.
    var shortStays: Set<Int> = [1, 2, 3]
    /// Wards that nurse newborn children by bed-days.
    var newbornWards: Set<String> = []
    var tariff: Tariff

    var longestShortStay: Int { shortStays.max() ?? 0 }

    /// Whether a day's line follows from that day alone, whatever comes after it.
    var isDayByDay: Bool { reading == .segmented && counter == .stayDays }
}
