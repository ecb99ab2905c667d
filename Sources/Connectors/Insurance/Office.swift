import Foundation
import Hub
import Insurer
import Storage

/// What every errand and every question needs: settings, store, the platform by campus.
struct Office: Sendable {
    let settings: InsuranceSettings
    let premises: Premises
    let insurer: InsurerGateways

    init(_ settings: InsuranceSettings, at premises: Premises) throws {
        try settings.check(campuses: premises.campuses)
        self.settings = settings
        self.premises = premises
        insurer = try InsurerGateways(settings.campuses, at: premises)
    }

    var store: Store { premises.store }
}
