/// What has to be taken back with a settlement, in the only order in which it may be.
///
/// A later one never goes before an earlier one: no bill is void while the insurance still counts
/// the settlement, no money leaves while a bill is valid (e-invoice interface §9).
public enum ReversalStep: String, Codable, Sendable, CaseIterable, Comparable {
    /// The insurance's settlement list, submitted: back to not submitted.
    case list
    /// The insurance's own settlement.
    case insurer
    /// The e-invoice.
    case bill
    /// The settlement in the HIS.
    case hospital
    /// The money.
    case refund

    /// From 1 on.
    public var position: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    public static func < (one: Self, other: Self) -> Bool { one.position < other.position }
}
