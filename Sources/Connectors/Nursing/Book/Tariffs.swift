import Hospital
import Storage

/// The prices and tiers in force, by campus.
struct Tariffs: Sendable {
    private let prices: [String: [String: [Tariff.Price]]]
    private let ladders: [Tariff.Ladder]

    init(in transaction: any Transaction) throws {
        var prices: [String: [String: [Tariff.Price]]] = [:]
        let rows = try transaction.rows(
            """
            SELECT campus, department, price, item, insurance, since, until FROM nursingPrice
            WHERE withdrawn IS NULL
            """)
        for row in rows {
            prices[try row.string("campus"), default: [:]][
                try row.string("department"), default: []
            ].append(
                Tariff.Price(
                    since: try row.day("since"), until: try row.optionalDay("until"),
                    price: Money(fen: try row.int("price")), item: try row.string("item"),
                    insurance: try row.optionalString("insurance")))
        }
        self.prices = prices
        ladders = try Self.ladders(in: transaction)
    }

    func of(_ campus: String) -> Tariff {
        Tariff(prices: prices[campus] ?? [:], ladders: ladders)
    }

    /// Those that staff have set, the earliest first.
    static func ladders(in transaction: any Transaction) throws -> [Tariff.Ladder] {
        let rows = try transaction.rows(
            "SELECT since, fromDay, throughDay, percent FROM nursingTier ORDER BY since, fromDay")
        var tiers: [(since: Day, tier: Tariff.Tier)] = []
        for row in rows {
            tiers.append(
                (
                    try row.day("since"),
                    Tariff.Tier(
                        from: try row.int("fromDay"), through: try row.optionalInt("throughDay"),
                        percent: try row.int("percent"))
                ))
        }
        return Dictionary(grouping: tiers, by: \.since)
            .map { Tariff.Ladder(since: $0.key, tiers: $0.value.map(\.tier)) }
            .sorted { $0.since < $1.since }
    }
}
