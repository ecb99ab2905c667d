/// The field set a site's platform has; their required flags differ (interface §4).
enum Edition: String, Sendable, CaseIterable, Codable {
    case latest = "3.2.0"
    case v31 = "3.1.0"
    case v20 = "2.0.3"
    /// An older set with fewer required members, as one hospital group has it.
    case nhis = "nhis"
}
