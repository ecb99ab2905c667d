import Foundation
import Hub
import Insurer
import Storage

/// What every errand and every question needs: settings, store, the platform by campus.
struct Office: Sendable {
    let settings: InsuranceSettings
    let premises: Premises
    let gateways: [String: InsurerGateway]

    init(_ settings: InsuranceSettings, at premises: Premises) throws {
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

    /// A settlement of a campus that the settings no longer name.
    struct NoAccount: Error, CustomStringConvertible {
        let campus: String
        var description: String {
            "the settings have no insurance account for \(campus); add campuses.\(campus)"
        }
    }
}
