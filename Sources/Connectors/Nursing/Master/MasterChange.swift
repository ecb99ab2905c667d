import Foundation
import Hospital

/// What one person proposes for prices, tiers or bundled items, and another confirms.
enum MasterChange: Codable, Hashable, Sendable {
    struct Price: Codable, Hashable, Sendable {
        var campus: String
        var department: String
        /// The department's name, for bills and pages.
        var name: String
        var price: Money
        var item: String
        var insurance: String?
        /// As `yyyy-MM-dd`, like all days here.
        var since: String
        /// The last day; it goes on where nil.
        var until: String?
    }

    struct Tier: Codable, Hashable, Sendable {
        var from: Int
        var through: Int?
        var percent: Int
    }

    struct BundledItem: Codable, Hashable, Sendable {
        var item: String
        var name: String
        var since: String
        var until: String?
    }

    case setPrice(Price)
    case endPrice(price: Int, until: String)
    /// It was never right: as if it had not been set.
    case withdrawPrice(price: Int)
    case setTiers(since: String, tiers: [Tier])
    case setBundled(BundledItem)
    case endBundled(bundled: Int, until: String)

    /// Names the kind in the database.
    enum Kind: String, Sendable {
        case setPrice, endPrice, withdrawPrice, setTiers, setBundled, endBundled
    }

    var kind: Kind {
        switch self {
        case .setPrice: .setPrice
        case .endPrice: .endPrice
        case .withdrawPrice: .withdrawPrice
        case .setTiers: .setTiers
        case .setBundled: .setBundled
        case .endBundled: .endBundled
        }
    }
}

extension [MasterChange.Tier] {
    /// Whether each day of a stay has one tier, from the first day on for ever.
    var isWhole: Bool {
        guard first?.from == 1, last?.through == nil else { return false }
        return allSatisfy { (1...100).contains($0.percent) }
            && zip(self, dropFirst()).allSatisfy { tier, next in
                tier.through.map { $0 >= tier.from && next.from == $0 + 1 } ?? false
            }
    }
}
