import ConnectorKit
import Counterparties
import Foundation
import Hospital
import Hub
import Lab
import Storage
import Testing

@testable import Nursing

/// A hospital of one test that nurses by bed-days: departments A to E at the prices of the
/// worked examples, an ICU X outside the scheme, bundled items HL02 and HL03.
struct Ward: Sendable {
    let clinic: Clinic

    var store: Store { clinic.store }
    var book: Book { get throws { try connector.office.book } }

    var connector: NursingConnector {
        get throws {
            try #require(clinic.connectors.first as? NursingConnector)
        }
    }

    /// Opens a ward for as long as `body` takes.
    static func open(
        _ stores: Stores = .sqlite, at moment: String = "2025-03-01 08:00",
        _ change: (inout NursingSettings) -> Void = { _ in },
        _ body: (Ward) async throws -> Void
    ) async throws {
        var settings = NursingSettings()
        settings.serviceRecord = .generated
        change(&settings)
        try await stores.with(NursingConnector.tables) { store in
            let ward = try Ward(store, WallClock(Casebook.moment(moment)), settings)
            try await ward.setPrices()
            try await ward.clinic.run { try await body(ward) }
        }
    }

    init(_ store: Store, _ clock: WallClock, _ settings: NursingSettings) throws {
        clinic = try Clinic(
            store: store, clock: clock, wire: SimulatedWire(.empty(at: clock))
        ) { premises in
            [try NursingConnector(settings, at: premises)]
        }
    }

    func setPrices(campus: String = "benbu") async throws {
        for (department, fen) in Casebook.prices.sorted(by: { $0.key < $1.key }) {
            try await change(
                .setPrice(
                    MasterChange.Price(
                        campus: campus, department: department, name: "\(department)科",
                        price: Money(fen: fen), item: "HL01", since: "2000-01-01")))
        }
        for item in ["HL02", "HL03"] where campus == "benbu" {
            try await change(
                .setBundled(.init(item: item, name: "分级护理", since: "2000-01-01")))
        }
    }

    /// One proposes, another confirms.
    @discardableResult
    func change(_ change: MasterChange, as proposer: Caller = .finance) async throws -> Int {
        let now = clinic.clock.now
        let id = try await store.write {
            try Changes.propose(change, by: proposer, at: now, in: $0)
        }
        try await connector.office.confirm(id, by: .head, at: now)
        return id
    }

    // What happens

    /// Sets the clock.
    func at(_ moment: String) { clinic.clock.set(Casebook.moment(moment)) }

    /// Tells it and waits until it is worked in.
    private func tell(
        _ type: String, at moment: String?, told: String? = nil, campus: String = "benbu",
        _ data: [String: JSON]
    ) async throws {
        let at = (told ?? moment).map(Casebook.moment) ?? clinic.clock.now
        var event = Events.event(type, at: at.formatted(.iso8601), .object(data))
        if case .object(var members) = event {
            members["campus"] = .string(campus)
            event = .object(members)
        }
        try await clinic.tell(event)
        try await clinic.untilQuiet()
    }

    func admit(
        _ stay: String = "Y1", patient: String = "P1", at moment: String = "2025-03-01 10:00",
        to department: String? = "A", ward: String? = nil, campus: String = "benbu",
        told: String? = nil
    ) async throws {
        var data: [String: JSON] = [
            "stay": .string(stay), "patient": .string(patient), "number": .string("Z-\(stay)"),
            "admittedAt": .string(Casebook.moment(moment).formatted(.iso8601)),
        ]
        if let department {
            data["department"] = ["code": .string(department), "name": .string("\(department)科")]
        }
        if let ward { data["ward"] = ["code": .string(ward)] }
        try await tell("stay.admitted", at: moment, told: told, campus: campus, data)
    }

    func move(
        _ stay: String = "Y1", to department: String, at moment: String, told: String? = nil,
        number: String? = nil
    ) async throws {
        var data: [String: JSON] = [
            "stay": .string(stay), "at": .string(Casebook.moment(moment).formatted(.iso8601)),
            "department": ["code": .string(department)],
        ]
        if let number { data["transfer"] = .string(number) }
        try await tell("stay.transferred", at: moment, told: told, data)
    }

    func discharge(
        _ stay: String = "Y1", at moment: String, told: String? = nil
    ) async throws {
        try await tell(
            "stay.discharged", at: moment, told: told,
            [
                "stay": .string(stay),
                "dischargedAt": .string(Casebook.moment(moment).formatted(.iso8601)),
            ])
    }

    func cancelDischarge(_ stay: String = "Y1", at moment: String) async throws {
        try await tell("stay.dischargeCancelled", at: moment, ["stay": .string(stay)])
    }

    func cancelAdmission(_ stay: String = "Y1", at moment: String) async throws {
        try await tell("stay.admissionCancelled", at: moment, ["stay": .string(stay)])
    }

    func serve(
        _ stay: String = "Y1", on day: String, by department: String? = nil,
        served: Bool = true, told: String? = nil, campus: String = "benbu"
    ) async throws {
        var data: [String: JSON] = [
            "stay": .string(stay), "day": .string(day), "served": .bool(served),
            "recordedBy": "N7",
        ]
        if let department { data["department"] = ["code": .string(department)] }
        try await tell("nursing.served", at: nil, told: told, campus: campus, data)
    }

    func settle(
        _ stay: String = "Y1", as settlement: String = "S1", campus: String = "benbu"
    ) async throws {
        try await tell(
            "discharge.settled", at: nil, campus: campus,
            [
                "settlement": .string(settlement), "stay": .string(stay), "patient": "P1",
                "total": 0, "charges": [], "payments": [], "source": "window", "cashier": "U07",
            ])
    }

    func cancelSettlement(
        _ stay: String = "Y1", of settlement: String = "S1"
    ) async throws {
        try await tell(
            "discharge.settlementCancelled", at: nil,
            [
                "settlement": .string(settlement), "stay": .string(stay), "patient": "P1",
                "source": "window", "operator": "U07",
            ])
    }

    /// The nightly run after `day`, at ten past midnight.
    func night(of day: String) async throws {
        let day = try #require(Day(day))
        at("\(day + 1) 00:10")
        try await clinic.untilQuiet()
        try await clinic.fire("nursing.night")
        try await clinic.untilQuiet()
    }

    func nights(from first: String, through last: String) async throws {
        for day in try #require(Day(first))...(try #require(Day(last))) {
            try await night(of: day.text)
        }
    }

    /// A further run of the night of `day`, under a number of its own.
    func nightAgain(of day: String, _ occasion: String) async throws {
        let round = Round(.watched, through: try #require(Day(day)), occasion: occasion)
        let now = clinic.clock.now
        try await store.write { try Outbox.enqueue(round.errand, at: now, in: $0) }
        clinic.wake()
        try await clinic.untilQuiet()
    }

    // What is asked

    func ask(
        _ operation: String, _ body: JSON, as caller: Caller = .his
    ) async throws -> JSON {
        try await clinic.ask("nursing/\(operation)", body, as: caller)
    }

    /// The name of a no.
    func refusal(
        _ operation: String, _ body: JSON, as caller: Caller = .his
    ) async throws -> String? {
        do {
            let answer = try await ask(operation, body, as: caller)
            return answer.text("because")
        } catch let declined as Declined {
            return declined.name
        }
    }

    // What is in the book

    func lines(_ stay: String = "Y1") async throws -> [PostedLine] {
        try await store.read { try Lines.all(of: stay, in: $0) }
    }

    func live(_ stay: String = "Y1") async throws -> [PostedLine] {
        try await lines(stay).filter(\.isLive).sorted { $0.day < $1.day }
    }

    /// Of all lines, taken back or not.
    func total(_ stay: String = "Y1") async throws -> String {
        try await lines(stay).map(\.amount).sum.yuan
    }

    /// As the table of examples writes them.
    func segments(_ stay: String = "Y1") async throws -> [String] {
        Segment.grouping(try await live(stay)).map { "\($0.department) \($0.days)×\($0.unit)" }
    }

    func exceptions(_ stay: String? = "Y1") async throws -> [Exceptions.Entry] {
        try await store.read {
            try Exceptions.search(
                campus: nil, stay: stay, openOnly: true, limit: 1_000, in: $0)
        }
    }

    func kinds(_ stay: String? = "Y1") async throws -> Set<Exceptions.Kind> {
        Set(try await exceptions(stay).map(\.kind))
    }

    /// What may never be, whatever happened: one line each.
    func faults() async throws -> [String] {
        try await store.read { transaction in
            let rules: [(String, SQL)] = [
                (
                    "two live lines on a day",
                    """
                    SELECT stay FROM nursingLine WHERE state = 'live'
                    GROUP BY stay, day HAVING COUNT(*) > 1
                    """
                ),
                (
                    "a line and an item on one day",
                    """
                    SELECT l.stay AS stay FROM nursingLine l JOIN nursingItem i
                        ON i.stay = l.stay AND i.day = l.day
                    WHERE l.state = 'live' AND i.state = 'live'
                    """
                ),
                (
                    "a line taken back that is live, or by another amount",
                    """
                    SELECT l.stay AS stay FROM nursingLine l JOIN nursingLine r
                        ON r.reversalOf = l.id
                    WHERE l.state = 'live' OR l.amount + r.amount <> 0 OR l.day <> r.day
                        OR l.stay <> r.stay
                    """
                ),
                (
                    "a line that is neither live nor taken back",
                    """
                    SELECT stay FROM nursingLine l WHERE state = 'reversed' AND reversalOf IS NULL
                        AND NOT EXISTS (SELECT 1 FROM nursingLine r WHERE r.reversalOf = l.id)
                    """
                ),
                (
                    "a sum other than that of the live lines",
                    """
                    SELECT stay FROM nursingLine GROUP BY stay
                    HAVING SUM(amount) <> SUM(CASE WHEN state = 'live' THEN amount ELSE 0 END)
                    """
                ),
                (
                    "two stays of a patient on one day",
                    """
                    SELECT a.stay AS stay FROM nursingLine a
                        JOIN stay s ON s.id = a.stay
                        JOIN stay t ON t.patient = s.patient AND t.id <> s.id
                        JOIN nursingLine b ON b.stay = t.id AND b.day = a.day
                    WHERE a.state = 'live' AND b.state = 'live'
                    """
                ),
            ]
            return try rules.flatMap { name, rule in
                try transaction.rows(rule).map { "\(name): \(try $0.string("stay"))" }
            }
        }
    }
}

extension Caller {
    static let finance = Caller.staff(.finance)
    static let nurse = Caller.staff(.nurse)
    static let head = Caller(
        roles: [.finance], actor: "staff HEAD", name: "科长", campus: "benbu")
    static let stranger = Caller(
        roles: [.finance, .nurse, .cashier], actor: "staff J1", name: "外院区", campus: "jinshan")
}
