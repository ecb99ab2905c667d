import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit

@testable import EInvoice

/// A hospital with e-invoices, and the platform that issues them.
extension Clinic {
    /// Opens a clinic for as long as `body` takes.
    static func open(
        _ change: (inout EInvoiceSettings) -> Void = { _ in },
        _ body: (Clinic) async throws -> Void
    ) async throws {
        let clock = WallClock(WallClock.morning)
        let engine = try SQLiteEngine.temporary(migrations: EInvoiceConnector.tables)
        let clinic = try Clinic(
            Store(engine: engine), clock: clock, wire: try SimulatedBosi.wire(clock: clock), change)
        try await clinic.tell(Events.patient())
        try await clinic.run { try await body(clinic) }
        try await engine.close()
    }

    /// The same hospital over another store, as after a restore: the platform is as it was.
    func reopen(over store: Store, _ body: (Clinic) async throws -> Void) async throws {
        let clinic = try Clinic(store, clock: clock, wire: wire) { _ in }
        try await clinic.run { try await body(clinic) }
    }

    private convenience init(
        _ store: Store, clock: WallClock, wire: SimulatedWire,
        _ change: (inout EInvoiceSettings) -> Void
    ) throws {
        var settings = try Self.settings()
        change(&settings)
        try self.init(store: store, clock: clock, wire: wire) { [settings] premises in
            [try EInvoiceConnector(settings, at: premises)]
        }
    }

    private static func settings() throws -> EInvoiceSettings {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "einvoice-key-\(UUID().uuidString)")
        try Data(SimulatedBosi.key.utf8).write(to: file)
        var settings = EInvoiceSettings(campuses: [
            "benbu": CampusAccount(
                url: "http://platform", appid: SimulatedBosi.appid,
                key: Secret("file:\(file.path())"),
                places: [
                    "window": ["*": "W01", "W02": "W02"], "kiosk": ["*": "K01"],
                    "app": ["*": "APP"],
                ])
        ])
        settings.settling = 0
        settings.patience = 20
        return settings
    }

    var connector: EInvoiceConnector {
        get throws {
            guard let connector = connectors.first as? EInvoiceConnector else {
                throw Trouble("the clinic has no e-invoices")
            }
            return connector
        }
    }

    // What is known

    func bills(_ kind: Bill.Kind, _ sheet: String) async throws -> [Bill] {
        try await store.read { try Bills.of(kind, sheet, in: $0) }
    }

    func bill(_ busNo: String) async throws -> Bill? {
        try await store.read { try Bills.bill(busNo, in: $0) }
    }

    @discardableResult
    func until(_ busNo: String, is state: Bill.State) async throws -> Bill {
        var found: Bill?
        do {
            try await Patience.until("bill \(busNo) is \(state)") {
                found = try await bill(busNo)
                return found?.state == state
            }
        } catch {
            throw Trouble(
                "\(error); it is \(String(describing: found?.state)) \(found?.error ?? ""); open: "
                    + "\(try await open.map { "\($0.operation) \($0.state) try \($0.attempt) due \($0.dueAt.timeIntervalSince(clock.now)) s \($0.lastError ?? "")" })"
            )
        }
        guard let found else { throw Trouble("there is no bill \(busNo)") }
        return found
    }

    var ledger: Ledger { get throws { try Ledger(wire) } }

    // What the office does

    /// Lays our books beside the platform's, as every night.
    func reconcile(_ kind: Bill.Kind = .outpatient) async throws {
        let errand = DayOrder(campus: "benbu", place: "W01", kind: kind, day: "2026-11-23")
            .errand(again: UUID().uuidString)
        let now = clock.now
        try await store.write { try Outbox.enqueue(errand, at: now, in: $0) }
        wake()
        try await untilQuiet()
    }

    func differences() async throws -> [Differences.Row] {
        try await store.read {
            try Differences.search(day: nil, campus: nil, openOnly: true, in: $0)
        }
    }
}
