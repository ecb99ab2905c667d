import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What every errand and every question needs: the settings, the store, the platform by campus.
struct Bureau: Sendable {
    let settings: EInvoiceSettings
    let premises: Premises
    let platforms: [String: Platform]
    let time: PlatformTime

    init(_ settings: EInvoiceSettings, at premises: Premises) throws {
        try settings.check(campuses: premises.campuses)
        self.settings = settings
        self.premises = premises
        time = PlatformTime(zone: premises.zone)
        platforms = try Dictionary(
            uniqueKeysWithValues: settings.campuses.map { campus, account in
                let key = try account.key.reveal(as: "campuses.\(campus).key")
                let address =
                    account.url.hasSuffix("/") ? String(account.url.dropLast()) : account.url
                return (
                    campus,
                    Platform(
                        campus: campus, address: address,
                        envelope: Envelope(appid: account.appid, key: key), http: premises.http,
                        random: premises.random)
                )
            })
    }

    var store: Store { premises.store }
    var codes: SiteCodes { settings.codes }

    func platform(of campus: String) throws -> Platform {
        guard let platform = platforms[campus] else { throw NoAccount(campus: campus) }
        return platform
    }

    func account(of campus: String) throws -> CampusAccount {
        guard let account = settings.campuses[campus] else { throw NoAccount(campus: campus) }
        return account
    }

    func day(of moment: Date) -> BusinessDay {
        // A print's or a bill's day is the calendar's, which the platform counts by.
        BusinessDay(of: moment, in: premises.zone, changesAt: 0)
    }

    /// A bill of a campus that the settings no longer name.
    struct NoAccount: PlainError {
        let campus: String
        var description: String {
            "the settings have no einvoice account for \(campus); add campuses.\(campus)"
        }
    }
}
