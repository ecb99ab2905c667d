import Foundation
import Hospital
import Hub

/// The connector's section of the settings file.
///
/// What the interface leaves to each site, and every fact of it that is [assumed], is here or in
/// `SiteCodes`.
public struct EInvoiceSettings: Codable, Hashable, Sendable {
    /// The set of fields the platform expects.
    public enum Version: String, Codable, Sendable {
        /// Dates of visits as `yyyy-MM-dd`.
        case before = "3.1"
        /// Dates of visits as `yyyyMMdd`.
        case current = "3.2.0"
    }

    /// What to answer before the reversal of a settlement that we never heard of.
    public enum Strangers: String, Codable, Sendable { case go, stop }

    /// Who starts the repairs that a reconciliation asks for.
    public enum Repairs: String, Codable, Sendable { case byHand, byItself }

    /// By the names of the hospital's campuses.
    public var campuses: [String: CampusAccount]
    public var version = Version.current
    public var codes = SiteCodes()
    /// Where a bill is issued as soon as it is paid; elsewhere somebody asks for it.
    public var issuesAtOnce: [Counter.Source] = [.window, .kiosk, .app]
    /// How many days kiosk and app look back, unless they ask for others.
    public var listDays = 7
    /// How often a kiosk prints one bill in one day.
    public var printsPerDay = 3
    /// Seconds that a question waits for the platform before it says that work goes on.
    public var patience = 8
    /// Seconds before we believe that the platform has not what it does not list.
    ///
    /// A refund of a voucher has no number of ours by which the platform tells a repeat.
    public var settling = 60
    public var strangers = Strangers.stop
    public var repairs = Repairs.byHand
    /// When yesterday is reconciled: minute, hour, day, month, weekday.
    public var reconciliation = "30 1 * * *"

    public init(campuses: [String: CampusAccount]) { self.campuses = campuses }

    /// What is left out is as above; `campuses` may not be.
    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        campuses = try asked.decode([String: CampusAccount].self, forKey: .campuses)
        version = try asked.decode(.version, or: version)
        codes = try asked.decode(.codes, or: codes)
        issuesAtOnce = try asked.decode(.issuesAtOnce, or: issuesAtOnce)
        listDays = try asked.decode(.listDays, or: listDays)
        printsPerDay = try asked.decode(.printsPerDay, or: printsPerDay)
        patience = try asked.decode(.patience, or: patience)
        settling = try asked.decode(.settling, or: settling)
        strangers = try asked.decode(.strangers, or: strangers)
        repairs = try asked.decode(.repairs, or: repairs)
        reconciliation = try asked.decode(.reconciliation, or: reconciliation)
    }
}

extension EInvoiceSettings {
    /// Finds what cannot work, before anything is sent.
    func check(campuses known: [String]) throws {
        try SettingsFault.check(campuses: campuses.keys, known: known)
        for (name, account) in campuses.sorted(by: { $0.key < $1.key }) {
            try account.check(as: "campuses.\(name)")
        }
        try SettingsFault.check(atLeastOne: [
            "listDays": listDays, "printsPerDay": printsPerDay, "patience": patience,
        ])
        if settling < 0 { throw SettingsFault("settling: must not be negative") }
        try codes.check()
    }
}
