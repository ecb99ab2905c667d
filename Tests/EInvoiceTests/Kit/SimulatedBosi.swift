import ConnectorKit
import Foundation

@testable import Counterparties

/// The simulated platform of one campus, and how it is spoken to.
enum SimulatedBosi {
    static let key = "keyOfBenbuForTests"
    static let appid = "APPBENBU"

    static func wire(clock: WallClock) throws -> SimulatedWire {
        let campus = Campus(
            name: "benbu", appid: appid, key: key, placeCodes: ["W01", "W02", "K01", "APP"],
            ordinal: 1)
        let bosi = try Bosi(campuses: [campus], journal: nil, generator: Dice(seed: 7))
        return SimulatedWire(Backstage([bosi], now: { clock.now }))
    }

    private struct Dice: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed ^ (seed >> 29)
        }
    }
}

extension SimulatedWire {
    /// The next `times` requests of `service` meet a fault, such as `dropAfterCommit`.
    func fault(_ fault: String, on service: String = "*", times: Int = 1) async throws {
        try await self.fault(fault, of: "bosi", on: service, times: times)
    }

    /// As a fault with more to it, in JSON.
    func fault(json: String) async throws { try await control("POST", "bosi/faults", json) }

    func heal() async throws { try await control("DELETE", "bosi/faults") }

    func turn(_ switches: String) async throws {
        try await control("POST", "bosi/switches", switches)
    }
}
