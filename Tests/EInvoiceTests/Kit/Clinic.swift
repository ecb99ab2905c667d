import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import Synchronization
import TestKit
import Wires

@testable import Daemon
@testable import EInvoice

/// A hospital of one test: store, scheduler, connector, and the platform it talks to.
final class Clinic: Sendable {
    let store: Store
    let clock: Clock
    let wire: PlatformWire
    let connector: EInvoiceConnector
    private let scheduler: Scheduler

    final class Clock: Sendable {
        private let moment: Mutex<Date>
        init(_ start: Date) { moment = Mutex(start) }
        var now: Date { moment.withLock { $0 } }
        func advance(by seconds: TimeInterval) { moment.withLock { $0 += seconds } }
    }

    /// 2026-11-23 09:00 in Shanghai.
    static let morning = Date(timeIntervalSince1970: 1_795_395_600)

    private init(
        store: Store, clock: Clock, wire: PlatformWire,
        settings change: (inout EInvoiceSettings) -> Void
    ) throws {
        self.store = store
        self.clock = clock
        self.wire = wire
        var settings = try Self.settings()
        change(&settings)
        let bell = ErrandBell()
        var premises = Premises(
            store: store, http: wire, campuses: ["benbu", "jinshan"], zone: .hospital,
            now: { clock.now }, address: { "http://hospital" },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        premises.wake = { bell.ring($0) }
        connector = try EInvoiceConnector(settings, at: premises)
        var lanes = connector.lanes
        for index in lanes.indices {
            lanes[index].policy.backOff = [0]
            lanes[index].policy.breakerAfter = 100_000
            lanes[index].policy.attempts = 1_000_000
            lanes[index].policy.inFlight = 4
        }
        scheduler = try Scheduler(
            store: store, connectors: [Connectors.Member(connector, lanes: lanes)],
            zone: .hospital, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { clock.now }, random: { 0 })
        bell.hang(scheduler)
    }

    private static func settings() throws -> EInvoiceSettings {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "einvoice-key-\(UUID().uuidString)")
        try Data(PlatformWire.key.utf8).write(to: file)
        var settings = EInvoiceSettings(campuses: [
            "benbu": CampusAccount(
                url: "http://platform", appid: PlatformWire.appid,
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

    /// Opens a clinic for as long as `body` takes.
    static func open(
        _ change: (inout EInvoiceSettings) -> Void = { _ in },
        _ body: (Clinic) async throws -> Void
    ) async throws {
        let clock = Clock(morning)
        let engine = try SQLiteEngine.temporary(migrations: EInvoiceConnector.tables)
        let clinic = try Clinic(
            store: Store(engine: engine), clock: clock, wire: PlatformWire { clock.now },
            settings: change)
        try await clinic.tell(Events.patient())
        try await clinic.run { try await body(clinic) }
        try await engine.close()
    }

    /// The same hospital over another store, as after a restore: the platform is as it was.
    func reopen(over store: Store, _ body: (Clinic) async throws -> Void) async throws {
        let clinic = try Clinic(store: store, clock: clock, wire: wire, settings: { _ in })
        try await clinic.run { try await body(clinic) }
    }

    func run(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.scheduler.run() }
            await scheduler.untilOpen()
            do {
                try await body()
            } catch {
                scheduler.close()
                group.cancelAll()
                throw error
            }
            scheduler.close()
            try await group.waitForAll()
        }
    }

    /// The HIS tells something: records and errands in one transaction, as the inbox does.
    func tell(_ event: JSON) async throws {
        let event = try HISEvent(event, campuses: ["benbu", "jinshan"])
        let entry = try event.entry(receivedAt: clock.now)
        let (scheduler, now) = (scheduler, clock.now)
        try await store.write { transaction in
            guard
                try Records.accept(
                    eventID: event.id, type: event.kind.rawValue, at: event.at,
                    campus: event.campus, receivedAt: now, json: event.text, in: transaction)
            else { return }
            try entry.save(in: transaction)
            try scheduler.plan(event, in: transaction)
        }
        scheduler.wake(for: [event])
    }

    func wake() { scheduler.wake() }

    func replay(_ ids: [Int]) async throws { try await scheduler.replay(ids) }
    func skip(_ id: Int) async throws { try await scheduler.skip(id, because: "test") }

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

    /// Until nothing is on its way; what is dead stays.
    func untilQuiet() async throws {
        try await Patience.until("nothing is on its way") {
            try await open.allSatisfy { $0.state == .dead || $0.state == .behind }
        }
    }

    /// Deliveries that have not ended.
    var open: [Delivery] {
        get async throws {
            try await store.read { transaction in
                try transaction.rows("SELECT id FROM delivery ORDER BY id")
                    .compactMap { try Outbox.find($0.int("id"), in: transaction) }
            }
        }
    }

    var ledger: Ledger { get throws { try Ledger(wire) } }

    // What is asked

    /// Puts a question to one of the connector's operations, checking who may.
    func ask(
        _ operation: String, _ body: JSON, as caller: Caller = .his
    ) async throws -> JSON {
        guard case .json(let json) = try await answer(operation, body, as: caller) else {
            throw Trouble("\(operation) answered with a document")
        }
        return json
    }

    func document(
        _ operation: String, _ body: JSON, as caller: Caller
    ) async throws -> Document {
        guard case .document(let document) = try await answer(operation, body, as: caller) else {
            throw Trouble("\(operation) answered without a document")
        }
        return document
    }

    private func answer(
        _ name: String, _ body: JSON, as caller: Caller
    ) async throws -> Hub.Operation.Answer {
        guard let operation = connector.operations.first(where: { $0.name == name }),
            caller.isAny(of: operation.callers)
        else { throw Trouble("\(caller.actor) may not ask \(name)") }
        let clock = clock
        let correspondence = QuestionBook.correspondence(
            of: "einvoice", store: store, now: { clock.now })
        return try await operation.answer(
            Question(body, by: caller, at: clock.now, correspondence: correspondence))
    }
}

extension Caller {
    static let his = Caller(roles: [.his], actor: "his", place: "W01")
    static let cashier = Caller(
        roles: [.cashier], actor: "staff U07", name: "收费员甲", campus: "benbu", place: "W02")
    static func kiosk(_ patient: String?) -> Caller {
        Caller(roles: [.kiosk], actor: "kiosk K1", place: "K1", patient: patient)
    }
    static func app(_ patient: String?) -> Caller {
        Caller(roles: [.app], actor: "app", place: "app", patient: patient)
    }
}

/// What went wrong with a test's own questions.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ words: String) { description = words }
}
