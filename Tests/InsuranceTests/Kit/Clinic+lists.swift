import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit

@testable import Insurance

/// A hospital whose settlements the insurance bears.
extension Clinic {
    /// Opens a clinic for as long as `body` takes.
    static func open(
        _ change: (inout InsuranceSettings) -> Void = { _ in },
        _ body: (Clinic) async throws -> Void
    ) async throws {
        let engine = try SQLiteEngine.temporary(migrations: InsuranceConnector.tables)
        try await open(over: Store(engine: engine), change, body)
        try await engine.close()
    }

    static func open(
        over store: Store, _ change: (inout InsuranceSettings) -> Void = { _ in },
        _ body: (Clinic) async throws -> Void
    ) async throws {
        let clock = WallClock(WallClock.morning)
        let clinic = try Clinic(
            store, clock: clock, wire: try await SimulatedInsurer.wire(clock: clock), change)
        try await clinic.tell(Events.patient())
        try await clinic.run { try await body(clinic) }
    }

    convenience init(
        _ store: Store, clock: WallClock, wire: SimulatedWire,
        _ change: (inout InsuranceSettings) -> Void = { _ in }
    ) throws {
        var settings = InsuranceSettings(campuses: ["benbu": try SimulatedInsurer.account()])
        settings.patience = 20
        change(&settings)
        try self.init(store: store, clock: clock, wire: wire) { [settings] premises in
            [try InsuranceConnector(settings, at: premises)]
        }
    }

    // What happens

    /// A settlement is made with the fund, its list uploaded, and the HIS tells of it.
    func settle(
        _ settlement: String, list: String = "1", more: [String: JSON] = [:]
    ) async throws {
        try await wire.settle(settlement, list: list)
        try await tell(Lists.settled(settlement, more: more))
    }

    /// Before the HIS reverses, it asks.
    @discardableResult
    func askToReverse(
        _ settlement: String, kind: String? = nil, as caller: Caller = .his
    ) async throws -> JSON {
        try await ask(
            "insurance/settlement.beforeReversal",
            [
                "settlement": .string(settlement), "kind": kind.map { .string($0) } ?? .null,
                "operator": "U07", "operatorName": "收费员甲", "reason": "退费",
            ], as: caller)
    }

    /// Asks until the answer is final, as a HIS does while it is told to ask again.
    func finalAnswer(_ settlement: String) async throws -> JSON {
        var answer = try await askToReverse(settlement)
        while answer["go"] != .bool(true), answer["again"] == .bool(true) {
            answer = try await askToReverse(settlement)
        }
        return answer
    }

    @discardableResult
    func tellNotReversed(_ settlement: String, as caller: Caller = .his) async throws -> JSON {
        try await ask(
            "insurance/settlement.notReversed",
            ["settlement": .string(settlement), "operator": "U07", "reason": "退费失败"], as: caller)
    }

    // What is known

    func dossier(_ settlement: String) async throws -> Dossier {
        let found = try await store.read { try Dossiers.find(settlement, in: $0) }
        guard let found else { throw Trouble("there is no settlement \(settlement)") }
        return found
    }

    func steps(_ settlement: String) async throws -> [Steps.Step] {
        try await store.read { try Steps.of(settlement, in: $0) }
    }

    func exceptions(openOnly: Bool = true) async throws -> [Exceptions.Kind] {
        try await store.read {
            try Exceptions.search(campus: nil, openOnly: openOnly, in: $0).map(\.kind)
        }
    }

    func reversal(_ settlement: String) async throws -> [ReversalStep: Reversals.Entry.State] {
        try await store.read { transaction in
            Dictionary(
                uniqueKeysWithValues: try Reversals.entries(of: settlement, in: transaction)
                    .map { ($0.step, $0.state) })
        }
    }
}

/// What the HIS tells of insured settlements.
enum Lists {
    static func insurance(_ settlement: String) -> JSON {
        [
            "type": "居民医保", "number": .string(SimulatedInsurer.person),
            "settlement": .string(Fund.number(settlement)), "visit": .string("M\(settlement)"),
            "area": "350102", "fundPay": 100,
        ]
    }

    static func settled(_ settlement: String, more: [String: JSON] = [:]) -> JSON {
        Events.event(
            "settlement.completed",
            Events.bill(
                settlement,
                more: ["insurance": insurance(settlement)].merging(more) { $1 }))
    }

    static func registered(_ settlement: String) -> JSON {
        Events.event(
            "registration.paid",
            Events.bill(
                settlement, total: 1_500,
                more: [
                    "registration": .string("G-\(settlement)"),
                    "insurance": insurance(settlement),
                ]))
    }

    static func discharged(_ settlement: String) -> JSON {
        Events.event(
            "discharge.settled",
            Events.bill(
                settlement, total: 80_000,
                more: [
                    "visit": .null, "stay": "Y1", "inpatientNumber": "ZY0001",
                    "insurance": insurance(settlement),
                ]))
    }
}

extension JSON {
    var isGo: Bool { self["go"] == .bool(true) }
}
