import Foundation
import Hub
import Insurer
import Lab
import Storage

/// What every errand and every question needs: settings, store, the insurer by campus.
struct Office: Sendable {
    let settings: AssistanceSettings
    let premises: Premises
    let gateways: [String: InsurerGateway]

    init(_ settings: AssistanceSettings, at premises: Premises) throws {
        try settings.check(campuses: premises.campuses)
        self.settings = settings
        self.premises = premises
        gateways = try Dictionary(
            uniqueKeysWithValues: settings.campuses.map { campus, account in
                (campus, try InsurerGateway(account, of: campus, at: premises))
            })
    }

    var store: Store { premises.store }

    func gateway(of campus: String) throws -> InsurerGateway {
        guard let gateway = gateways[campus] else { throw NoAccount(campus: campus) }
        return gateway
    }

    /// The calendar's day, `yyyy-MM-dd`: an answer of the insurer counts until midnight.
    func day(of moment: Date) -> String {
        BusinessDay(of: moment, in: premises.zone, changesAt: 0).date
    }

    /// A campus that the settings do not name.
    struct NoAccount: Error, CustomStringConvertible {
        let campus: String
        var description: String {
            "the settings have no insurer's account for \(campus); add campuses.\(campus)"
        }
    }
}
