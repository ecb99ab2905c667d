import Foundation
import Hospital
import Logging
import Storage
import Synchronization
import Testing

@testable import Daemon

struct InboxTests {
    let store: Store
    let noted = Noted()

    init() throws { store = Store(engine: try SQLiteEngine.temporary()) }

    /// What the hooks were told.
    final class Noted: Sendable {
        let planned = Mutex<[String]>([])
        let kept = Mutex<[[String]]>([])
    }
    struct DiskFull: Error {}

    /// An inbox whose plan refuses the event `poison`.
    func inbox() -> Inbox {
        let logger = Logger(label: "test")
        let noted = noted
        return Inbox(
            store: store, desks: [], screens: Screens(logger: logger), reportBoards: [],
            now: { Date(timeIntervalSince1970: 1_795_303_800) }, logger: logger,
            plan: { event, transaction in
                if event.id == "poison" { throw DiskFull() }
                noted.planned.withLock { $0.append(event.id) }
                // The event's own records are there already.
                guard try Records.staffMember(id: event.id, in: transaction) != nil else {
                    throw DiskFull()
                }
            },
            kept: { events in noted.kept.withLock { $0.append(events.map(\.id)) } })
    }

    func event(_ id: String) throws -> HISEvent {
        let json = JSON.object([
            "id": .string(id), "type": "staff.changed", "at": "2026-11-22T07:30:00+08:00",
            "campus": "benbu", "data": ["staff": .string(id), "name": "甲"],
        ])
        return try HISEvent(json, campuses: nil)
    }

    func known() async throws -> [String] {
        try await store.read { transaction in
            try transaction.rows("SELECT id FROM hisEvent ORDER BY id").map { try $0.string("id") }
        }
    }

    @Test func `each new event is planned once, with its records, and told after`() async throws {
        let inbox = inbox()
        #expect(try await inbox.keep([event("e1"), event("e2"), event("e1")]) == 2)
        #expect(try await inbox.keep([event("e2"), event("e3")]) == 1)
        #expect(try await inbox.keep([event("e1")]) == 0)
        #expect(noted.planned.withLock { $0 } == ["e1", "e2", "e3"])
        #expect(noted.kept.withLock { $0 } == [["e1", "e2"], ["e3"]])
        #expect(try await known() == ["e1", "e2", "e3"])
    }

    @Test func `what cannot be planned is not kept, nor what came with it`() async throws {
        let inbox = inbox()
        await #expect(throws: DiskFull.self) {
            try await inbox.keep([event("e1"), event("poison"), event("e2")])
        }
        #expect(try await known() == [])
        #expect(noted.kept.withLock { $0 } == [])
        #expect(try await store.read { try Records.staffMember(id: "e1", in: $0) } == nil)
        // Sent again without it, all is new.
        #expect(try await inbox.keep([event("e1"), event("e2")]) == 2)
    }

    @Test func `events of every kind find their place`() async throws {
        let inbox = Inbox(
            store: store, desks: [], screens: Screens(logger: Logger(label: "test")),
            reportBoards: [], now: { Date() }, logger: Logger(label: "test"))
        let lines = [
            #""type":"department.changed","data":{"department":"1001","name":"心内科"}"#,
            #""type":"visit.opened","data":{"visit":"V1","patient":"P1"}"#,
            #""type":"visit.closed","data":{"visit":"V1"}"#,
            #""type":"stay.admitted","data":{"stay":"Y1","patient":"P1"}"#,
            #""type":"stay.transferred","data":{"stay":"Y1","bed":"3"}"#,
            #""type":"stay.discharged","data":{"stay":"Y1"}"#,
            #""type":"patient.registered","data":{"patient":"P1","name":"单","address":"鼓楼区"}"#,
            #""type":"card.spent","data":{}"#,
            #""type":"settlement.completed","data":{"settlement":"S1","patient":"P1","total":0}"#,
        ].enumerated().map { number, rest in
            #"{"id":"e\#(number)","at":"2026-11-22T07:3\#(number):00+08:00","campus":"benbu",\#(rest)}"#
        }
        let parcel = try Parcel(Data(lines.joined(separator: "\n").utf8), campuses: ["benbu"])
        #expect(try await inbox.keep(parcel.events) == 9)
        try await store.read { transaction in
            let visit = try #require(try Records.visit(id: "V1", in: transaction))
            #expect(visit.closedAt == visit.openedAt + 60)
            let stay = try #require(try Records.stay(id: "Y1", in: transaction))
            #expect(stay.state == .discharged)
            #expect(stay.place.bed == "3")
            let department = try Records.department(id: "1001", in: transaction)
            #expect(department?.name == "心内科")
            let patient = try Records.patient(id: "P1", in: transaction)
            #expect(patient?.address == "鼓楼区")
        }
    }
}
