import Foundation
import Lab
import Logging
import Storage
import Wires

/// What the house lends its connectors.
public struct Premises: Sendable {
    public let store: Store
    public let http: any HTTPWire
    public let campuses: [String]
    public let zone: TimeZone
    public let now: @Sendable () -> Date
    /// Gives the random bits of serial numbers; tests give the same ones each time.
    public let random: @Sendable () -> UInt64
    /// How patients' phones and counterparties reach us, such as `https://lab.hospital.cn`.
    public let address: @Sendable () -> String
    public let logger: Logger
    /// Lets lanes know of errands that an operation or a screen has enqueued, once on disk.
    ///
    /// Without it they go when the scheduler next looks by itself.
    public var wake: @Sendable (Set<String>) -> Void = { _ in }
    /// The names of all connectors that are switched on.
    public var connectors: Set<String> = []

    public init(
        store: Store, http: any HTTPWire, campuses: [String], zone: TimeZone,
        now: @escaping @Sendable () -> Date,
        random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
        address: @escaping @Sendable () -> String, logger: Logger
    ) {
        self.store = store
        self.http = http
        self.campuses = campuses
        self.zone = zone
        self.now = now
        self.random = random
        self.address = address
        self.logger = logger
    }
}
