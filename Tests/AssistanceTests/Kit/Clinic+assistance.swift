import ConnectorKit
import Daemon
import Foundation
import Hospital
import Hub
import Storage
import TestKit

@testable import Assistance

/// A hospital with assisted persons, and the insurer who knows them.
extension Clinic {
    /// The twenty categories of the demonstration.
    static let categories = (1...20).map { number in
        let serial = number < 10 ? "0\(number)" : "\(number)"
        return Category(
            code: "T\(serial)", name: "救助类别\(serial)", insurer: "T\(serial)",
            hospital: "\(30 + number)", from: "2026-01-01", until: nil, sort: number)
    }

    /// Opens a clinic with the twenty categories and nobody in it, for as long as `body` takes.
    static func open(
        on stores: Stores = .sqlite,
        _ change: (inout AssistanceSettings) -> Void = { _ in },
        _ body: (Clinic) async throws -> Void
    ) async throws {
        var settings = AssistanceSettings(campuses: try SimulatedInsurer.accounts())
        change(&settings)
        let made = settings
        try await stores.with(AssistanceConnector.tables) { store in
            let clinic = try Clinic(over: store, made)
            try await clinic.list(categories)
            try await clinic.run { try await body(clinic) }
        }
    }

    /// Opens two daemons of one hospital, with the twenty categories.
    static func openTwo(_ body: (Clinic, Clinic) async throws -> Void) async throws {
        let settings = AssistanceSettings(campuses: try SimulatedInsurer.accounts())
        try await Stores.withTwo(AssistanceConnector.tables) { first, second in
            let (one, other) = (
                try Clinic(over: first, settings), try Clinic(over: second, settings)
            )
            try await one.list(categories)
            try await body(one, other)
        }
    }

    private convenience init(over store: Store, _ settings: AssistanceSettings) throws {
        let clock = WallClock(WallClock.morning)
        try self.init(
            store: store, clock: clock, wire: try SimulatedInsurer.wire(clock: clock)
        ) { premises in
            [try AssistanceConnector(settings, at: premises)]
        }
    }

    func list(_ categories: [Assistance.Category]) async throws {
        let now = clock.now
        try await store.write { transaction in
            for category in categories {
                try Categories.save(category, by: "test", at: now, in: transaction)
            }
        }
    }

    /// Tells of a patient and of the admission, and waits until the insurer was asked about them.
    func admit(_ patient: Inpatient, campus: String = "benbu") async throws {
        try await tell(Admissions.patient(patient))
        try await tell(Admissions.admitted(patient, campus: campus))
        try await untilQuiet()
    }

    /// As `admit`, but the admission is older than the connector: nobody was asked.
    func admitUnasked(
        _ patient: Inpatient, stay: String? = nil, campus: String = "benbu",
        at: String = "2026-11-20T09:00:00+08:00"
    ) async throws {
        try await tell(Admissions.patient(patient))
        let event = try HISEvent(
            Admissions.admitted(patient, stay: stay, campus: campus, at: at),
            campuses: ["benbu", "jinshan"])
        let entry = try event.entry(receivedAt: clock.now)
        try await store.write { try entry.save(in: $0) }
    }

    func notice(
        _ patient: Inpatient, recheck: Bool = false, as caller: Caller = .his
    ) async throws -> JSON {
        try await ask(
            "assistance/deposit.notice",
            ["stay": .string(patient.stay), "recheck": .bool(recheck)], as: caller)
    }

    func save(
        _ request: String, _ patient: Inpatient, kind: String = "resident",
        number: String? = nil, more: [String: JSON] = [:], as caller: Caller = .his
    ) async throws -> JSON {
        let asked: [String: JSON] = [
            "request": .string(request), "stay": .string(patient.stay), "kind": .string(kind),
            "number": .string(number ?? patient.number),
        ]
        return try await ask(
            "assistance/credential.save", .object(asked.merging(more) { _, new in new }),
            as: caller)
    }

    func decisions(_ patient: Inpatient) async throws -> [Decision] {
        try await store.read {
            try Decisions.recent(of: patient.id, stay: patient.stay, limit: 100, in: $0)
        }
    }

    func rows(of sql: SQL) async throws -> [Row] { try await store.read { try $0.rows(sql) } }
}

extension SimulatedWire {
    /// What the insurer was asked by 1101, oldest first.
    var questions: [JSON] {
        get throws {
            try requests(to: "insurer").list("requests").filter { $0.text("infno") == "1101" }
        }
    }
}
