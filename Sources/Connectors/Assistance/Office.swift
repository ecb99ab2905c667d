import Foundation
import Hub
import Insurer
import Lab
import Storage

/// What every errand and every question needs: settings, store, the insurer by campus.
struct Office: Sendable {
    let settings: AssistanceSettings
    let premises: Premises
    let insurer: InsurerGateways

    init(_ settings: AssistanceSettings, at premises: Premises) throws {
        try settings.check(campuses: premises.campuses)
        self.settings = settings
        self.premises = premises
        insurer = try InsurerGateways(settings.campuses, at: premises)
    }

    var store: Store { premises.store }

    /// The calendar's day, `yyyy-MM-dd`: an answer of the insurer counts until midnight.
    func day(of moment: Date) -> String {
        BusinessDay(of: moment, in: premises.zone, changesAt: 0).date
    }
}
