import Foundation
import Hub
import Logging
import Storage
import Wires

extension Settings {
    /// What the house lends its connectors.
    ///
    /// Throws `SettingsError` where a trusted authority's file holds no certificate.
    func premises(
        store: Store, now: @escaping @Sendable () -> Date,
        address: @escaping @Sendable () -> String,
        wake: @escaping @Sendable (Set<String>) -> Void = { _ in }, logger: Logger
    ) throws -> Premises {
        var premises = Premises(
            store: store, http: try wire(), campuses: hospital.campuses, zone: timeZone, now: now,
            address: address, logger: logger)
        premises.wake = wake
        return premises
    }

    private func wire() throws -> HTTPClientWire {
        do {
            return try HTTPClientWire(trusting: wires.trust)
        } catch {
            throw SettingsError(
                file: connectors.file,
                problems: [
                    "wires.trust: \(wires.trust.joined(separator: ", ")) holds no certificate: "
                        + "\(error)"
                ])
        }
    }
}
