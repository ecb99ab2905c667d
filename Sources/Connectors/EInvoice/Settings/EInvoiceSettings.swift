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
        func given<T: Decodable>(_ key: CodingKeys, _ usual: T) throws -> T {
            try asked.decodeIfPresent(T.self, forKey: key) ?? usual
        }
        campuses = try asked.decode([String: CampusAccount].self, forKey: .campuses)
        version = try given(.version, version)
        codes = try given(.codes, codes)
        issuesAtOnce = try given(.issuesAtOnce, issuesAtOnce)
        listDays = try given(.listDays, listDays)
        printsPerDay = try given(.printsPerDay, printsPerDay)
        patience = try given(.patience, patience)
        settling = try given(.settling, settling)
        strangers = try given(.strangers, strangers)
        repairs = try given(.repairs, repairs)
        reconciliation = try given(.reconciliation, reconciliation)
    }
}

extension EInvoiceSettings {
    /// Finds what cannot work, before anything is sent.
    func check(campuses known: [String]) throws {
        if campuses.isEmpty { throw SettingsFault("campuses: name at least one") }
        for (name, account) in campuses.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                throw SettingsFault(
                    "campuses.\(name): the hospital has \(known.joined(separator: ", "))")
            }
            try account.check(as: "campuses.\(name)")
        }
        for (name, value) in [
            ("listDays", listDays), ("printsPerDay", printsPerDay), ("patience", patience),
        ] where value < 1 {
            throw SettingsFault("\(name): must be at least 1")
        }
        if settling < 0 { throw SettingsFault("settling: must not be negative") }
        try codes.check()
    }
}
