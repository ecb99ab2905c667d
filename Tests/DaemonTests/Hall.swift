import Foundation
import Hospital
import Lab
import Storage
import Synchronization

@testable import Daemon

/// A hall for one test: a desk over a real store in a folder of its own, and a clock of its own.
struct TestHall {
    let store: Store
    let desk: Desk
    let clock: TestClock
    let settings: Settings

    static let yaml = """
        halls:
          - id: draw
            queues:
              - {id: A, name: 门诊, nameEn: Outpatient}
              - {id: E, name: 急诊, nameEn: Emergency}
              - {id: C, name: 儿科, nameEn: Children}
              - {id: G, name: 糖耐量, nameEn: Tolerance}
            windows:
              - {id: "1", name: 1号窗口, queues: [A, E, C, G]}
              - {id: "2", name: 2号窗口, queues: [A, E, C, G]}
            routing: {otherwise: A, emergency: E, timed: G, children: C}
            kiosks: [{id: K1}]
        """

    init(store: Store? = nil, clock: TestClock = TestClock("2026-11-22T07:30:00+08:00"))
        async throws
    {
        settings = try Settings.parse(Self.yaml, named: "the test's settings")
        self.clock = clock
        let store = try store ?? Store(engine: SQLiteEngine.temporary())
        self.store = store
        desk = Desk(
            settings.halls[0], days: Days(zone: .hospital, changesAt: settings.dayChangesAt),
            store: store, now: { clock.now })
        try await desk.start()
    }

    func draft(
        _ patient: String, queue: QueueID = "A", class: Ticket.Class = .normal,
        orders: [String] = []
    ) -> Ticket.Draft {
        Ticket.Draft(
            id: .random(), person: Person(id: PatientID(patient), name: "单晓明"), queue: queue,
            class: `class`,
            specimens: orders.map { Ticket.Specimen(order: OrderID($0), test: "血常规") })
    }

    var reception: Reception { Reception(store: store, now: { [clock] in clock.now }) }
}

/// A clock that moves only when told.
final class TestClock: Sendable {
    private let moment: Mutex<Date>

    init(_ text: String) {
        moment = Mutex((try? Date(text, strategy: .iso8601)) ?? .distantPast)
    }

    var now: Date { moment.withLock { $0 } }

    func advance(by seconds: TimeInterval) { moment.withLock { $0 += seconds } }
}
