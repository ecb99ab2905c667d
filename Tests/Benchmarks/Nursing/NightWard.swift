import Foundation
import Hospital
import Hub
import Lab
import Logging
import Nursing
import Storage
import Synchronization
import TestKit
import Wires

/// A hospital full of long stays, whose nights are run one after another.
final class NightWard: Sendable {
    private let store: Store
    private let connector: NursingConnector
    private let stays: Int
    /// Days that have been charged.
    private let charged = Mutex(0)

    /// The first day of all stays, 2025-03-01.
    private static let first = Date(timeIntervalSince1970: 1_740_758_400)

    init(_ store: Store, stays: Int) throws {
        self.store = store
        self.stays = stays
        connector = try NursingConnector(
            NursingSettings(),
            at: Premises(
                store: store, http: NoWire(), campuses: ["benbu"], zone: .hospital,
                now: { Self.first }, address: { "" }, logger: Logger(label: "benchmark")))
    }

    private static func day(_ number: Int) -> String {
        BusinessDay(of: first + Double(number) * 86_400, in: .hospital, changesAt: 0).date
    }

    /// Admits everybody, half of them moved on their 20th day, and charges `days` days.
    func fill(days: Int) async throws {
        for start in stride(from: 0, to: stays, by: 500) {
            let numbers = start..<min(start + 500, stays)
            try await store.write { [self] transaction in
                for number in numbers { try admit(number, in: transaction) }
            }
        }
        for number in 0..<days { try await serve(number) }
        try await setPrices()
        charged.withLock { $0 = days - 1 }
        _ = try await night()
        // As a server does by itself some minutes after its tables have grown.
        try await store.write { try $0.execute("ANALYZE") }
    }

    private func admit(_ number: Int, in transaction: any Transaction) throws {
        func told(_ step: StayMovement.Step, after hours: Double) throws {
            let at = Self.first + hours * 3600
            try Records.entry(
                StayMovement(stay: Self.name(number), step: step, happenedAt: at, toldAt: at),
                campus: "benbu"
            ).save(in: transaction)
        }
        try told(
            .admitted(
                .init(
                    patient: "P\(number)", campus: "benbu",
                    place: .init(department: Coding(code: "A"), ward: Coding(code: "W1")))),
            after: 10)
        if number.isMultiple(of: 2) {
            try told(
                .transferred(
                    to: .init(department: Coding(code: "B"), ward: Coding(code: "W2"))),
                after: 19 * 24 + 10)
        }
    }

    private static func name(_ number: Int) -> String { "Y\(100_000 + number)" }

    /// Signs the nursing records of a day.
    private func serve(_ number: Int) async throws {
        let (day, stays) = (Self.day(number), stays)
        try await store.write { transaction in
            for stay in 0..<stays {
                try transaction.send(
                    """
                    INSERT INTO nursingService (stay, day, department, campus, isServed, toldAt)
                    VALUES (\(Self.name(stay)), \(day), '', 'benbu', 1, 0)
                    """)
            }
        }
    }

    private func setPrices() async throws {
        try await store.write { transaction in
            let change = try transaction.row(
                """
                INSERT INTO nursingChange (kind, content, proposedBy, proposedAt, state,
                    decidedBy, decidedAt)
                VALUES ('setPrice', '{}', 'one', 0, 'confirmed', 'two', 0) RETURNING id
                """)?.int("id")
            for department in ["A", "B"] {
                try transaction.execute(
                    """
                    INSERT INTO nursingPrice (campus, department, name, price, item, since, change)
                    VALUES ('benbu', \(department), '', 6530, 'HL01', '2000-01-01', \(change))
                    """)
            }
        }
    }

    /// Runs the night after the next day, every piece of it.
    /// - Returns: Seconds it took.
    func night() async throws -> Double {
        let number = charged.withLock { charged in
            charged += 1
            return charged
        }
        // In fill the records of all days are there already.
        let before = try await count()
        if before > 0 { try await serve(number - 1) }
        let now = Self.first + Double(number) * 86_400 + 600
        let took = try await ContinuousClock().measure { try await run(at: now) }
        let posted = try await count() - before
        guard posted == (before > 0 ? stays : stays * number) else {
            throw Trouble("the night posted \(posted) lines for \(stays) stays")
        }
        return took.seconds
    }

    private func run(at now: Date) async throws {
        guard let schedule = connector.timetable.first else { throw Trouble("no timetable") }
        let tick = Schedule.Tick(
            schedule: schedule.name, at: now,
            day: BusinessDay(of: now, in: .hospital, changesAt: 0))
        try await store.write { transaction in
            for errand in try schedule.errands(tick, transaction) {
                try Outbox.enqueue(errand, at: now, in: transaction)
            }
        }
        while let delivery = try await next() {
            let attempt = Attempt(
                delivery, at: now,
                correspondence: Correspondence(evidence: NoEvidence(), limit: .seconds(1)))
            let outcome = try await connector.deliver(attempt)
            try await store.write { transaction in
                try transaction.execute("DELETE FROM delivery WHERE id = \(delivery.id)")
                try outcome.keep?(transaction)
            }
        }
    }

    private func next() async throws -> Delivery? {
        try await store.read { transaction in
            try transaction.row("SELECT id FROM delivery ORDER BY id LIMIT 1").flatMap {
                try Outbox.find($0.int("id"), in: transaction)
            }
        }
    }

    private func count() async throws -> Int {
        try await store.read {
            try $0.row("SELECT COUNT(*) AS lines FROM nursingLine")?.int("lines") ?? 0
        }
    }
}

/// Nobody is called.
private struct NoWire: HTTPWire {
    func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        throw WireError(.unsent, whom: "nobody", reason: "there is nobody to call")
    }
}

private struct NoEvidence: Evidence {
    func intend(_ request: String, number: String?) async throws -> Int { 0 }
    func heard(_ answer: String, of exchange: Int) async throws {}
    func failed(_ error: WireError, of exchange: Int) async throws {}
}
