import Foundation

/// A browser in which somebody has signed in.
public struct StaffSession: Hashable, Sendable {
    /// SHA-256 of the cookie's secret, 64 hexadecimal digits.
    public let hash: String
    public let account: String
    /// Where they work now; nil for every campus.
    public let campus: String?
    /// The one screen a signed link opened, such as `einvoice/bills`; nil for all.
    public let screen: String?
    /// The browser's address.
    public let origin: String
    public let startedAt: Date
    public let seenAt: Date

    public init(
        hash: String, account: String, campus: String?, screen: String?, origin: String,
        startedAt: Date, seenAt: Date
    ) {
        self.hash = hash
        self.account = account
        self.campus = campus
        self.screen = screen
        self.origin = origin
        self.startedAt = startedAt
        self.seenAt = seenAt
    }
}
