import Hospital

/// What a bed-day costs where, and from which day of a stay it costs less.
struct Tariff: Hashable, Sendable {
    /// The price of one department for a span of days.
    struct Price: Hashable, Sendable {
        let since: Day
        /// The last day; nil where it goes on.
        let until: Day?
        let price: Money
        let item: String
        let insurance: String?
    }

    /// The days of a stay that cost one share of the price.
    struct Tier: Hashable, Sendable {
        /// Of the days of a stay, counted from 1.
        let from: Int
        /// Nil for all that follow.
        let through: Int?
        /// Of the price, in hundredths.
        let percent: Int
    }

    /// The tiers from a day on, until others follow.
    struct Ladder: Hashable, Sendable {
        let since: Day
        let tiers: [Tier]

        func tier(of index: Int) -> Tier? {
            tiers.last { $0.from <= index && index <= $0.through ?? .max }
        }
    }

    /// By department; the days of one department's prices do not overlap.
    private let prices: [String: [Price]]
    private let ladders: [Ladder]

    /// - Parameter ladders: Before the first of them the usual one holds.
    init(prices: [String: [Price]], ladders: [Ladder] = []) {
        self.prices = prices.mapValues { $0.sorted { $0.since < $1.since } }
        self.ladders = ladders.sorted { $0.since < $1.since }
    }

    /// Nil where the department does not nurse by bed-days that day.
    func price(of department: String, on day: Day) -> Price? {
        prices[department]?.last { $0.since <= day && day <= $0.until ?? day }
    }

    func ladder(on day: Day) -> Ladder {
        ladders.last { $0.since <= day } ?? Self.usual
    }

    /// What a share of a price comes to, rounded half up to the fen (R3).
    static func amount(_ price: Money, percent: Int) -> Money {
        Money(fen: (price.fen * percent + 50) / 100)
    }

    /// 100 % up to the 15th day, 95 % up to the 30th, 90 % from then on (§5.3, §5.4).
    static let usual = Ladder(
        since: Day(number: .min),
        tiers: [
            Tier(from: 1, through: 15, percent: 100), Tier(from: 16, through: 30, percent: 95),
            Tier(from: 31, through: nil, percent: 90),
        ])
}
