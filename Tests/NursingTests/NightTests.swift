import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import Testing

@testable import Nursing

/// The run after midnight.
struct NightTests {
    @Test(arguments: Stores.all)
    func `§5.1 §5.3 nights post day by day what the example of a transfer says (20)`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-10")
            ward.at("2025-03-11 14:00")
            try await ward.move(to: "B", at: "2025-03-11 14:00")
            try await ward.nights(from: "2025-03-11", through: "2025-03-20")
            ward.at("2025-03-21 09:00")
            try await ward.discharge(at: "2025-03-21 09:00")
            #expect(
                try await ward.segments() == ["A 10×60.00", "B 5×80.00", "B 5×76.00"])
            #expect(try await ward.total() == "1380.00")
            let lines = try await ward.lines()
            #expect(lines.count == 20, "nothing was posted twice or taken back")
            #expect(lines.map(\.index) == Array(1...20))
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `§5.4 each night of a long stay adds its day; days 16 and 31 reprice no other`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-04-01")
            let lines = try await ward.lines()
            #expect(lines.count == 32)
            #expect(lines.allSatisfy { $0.reversalOf == nil && $0.isLive })
            #expect(
                try await ward.segments() == ["A 15×60.00", "A 15×57.00", "A 2×54.00"])
            #expect(try await ward.total() == "1863.00")
        }
    }

    @Test(arguments: Stores.all)
    func `never 9: a night run three times leaves one live line (40)`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            try await ward.nightAgain(of: "2025-03-01", "second")
            try await ward.nightAgain(of: "2025-03-01", "third")
            #expect(try await ward.lines().count == 1)
            #expect(try await ward.total() == "60.00")
            let run = try await ward.store.read {
                try $0.rows("SELECT stays, posted, reversed, finishedAt FROM nursingRun")
            }
            #expect(run.count == 1)
            #expect(try run.first?.int("posted") == 1)
            #expect(try run.first?.optionalInt("finishedAt") != nil)
        }
    }

    @Test func `never 9: nights that nobody was there for are made up by the next`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-02")
            try await ward.night(of: "2025-03-09")
            #expect(try await ward.live().map(\.index) == Array(1...9))
            #expect(try await ward.lines().count == 9)
        }
    }

    @Test func `never 9: a clock set back takes no day back and posts none twice`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-05")
            ward.at("2025-03-03 12:00")
            try await ward.serve(on: "2025-03-02")
            #expect(try await ward.lines().count == 5)
            try await ward.nightAgain(of: "2025-03-03", "set back")
            #expect(try await ward.lines().count == 5)
            try await ward.nights(from: "2025-03-06", through: "2025-03-07")
            #expect(try await ward.live().map(\.index) == Array(1...7))
            #expect(try await ward.lines().count == 7)
        }
    }

    @Test func `a run over many stays goes in pieces, each its own transaction`() async throws {
        try await Ward.open(at: "2025-03-01 08:00", { $0.batch = 3 }) { ward in
            for number in 1...10 {
                try await ward.admit("Y\(number)", patient: "P\(number)")
            }
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            let counts = try await ward.store.read { transaction in
                (
                    lines: try transaction.rows("SELECT id FROM nursingLine").count,
                    pieces: try transaction.rows(
                        """
                        SELECT id FROM pastDelivery WHERE operation = 'round.compute'
                            AND key = 'round watched'
                        """
                    ).count,
                    runs: try transaction.rows("SELECT stays FROM nursingRun")
                        .map { try $0.int("stays") }
                )
            }
            #expect(counts.lines == 20)
            #expect(counts.pieces == 8, "four of each night")
            #expect(counts.runs == [10, 10])
        }
    }

    @Test func `who lay here before the connector was switched on is found at night`()
        async throws
    {
        try await Ward.open { ward in
            let now = ward.clinic.clock.now
            let movement = StayMovement(
                stay: "OLD",
                step: .admitted(
                    .init(
                        patient: "P8", campus: "benbu",
                        place: Stay.Place(department: Coding(code: "A")))),
                happenedAt: Casebook.moment("2025-02-27 10:00"), toldAt: now)
            try await ward.store.write {
                try Records.entry(movement, campus: "benbu").save(in: $0)
            }
            try await ward.night(of: "2025-03-01")
            #expect(try await ward.live("OLD").map(\.index) == [1, 2, 3])
        }
    }

    @Test func `a stay whose records cannot be read is named and holds up no other`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit("Y1", patient: "P1")
            try await ward.admit("Y2", patient: "P2")
            try await ward.store.write {
                try $0.execute(
                    "UPDATE stayMovement SET movement = '{}' WHERE stay = 'Y1'")
                try $0.execute(
                    "UPDATE nursingStay SET isStale = 1, isWatched = 1, isPlain = 0")
            }
            try await ward.night(of: "2025-03-01")
            #expect(try await ward.kinds("Y1") == [.unreadable])
            #expect(try await ward.live("Y2").count == 1)
        }
    }

    @Test func `a movement that cannot be read ends its errand and names the stay`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.store.write {
                try $0.execute("UPDATE stayMovement SET movement = '{}' WHERE stay = 'Y1'")
            }
            try await ward.serve(on: "2025-02-28")
            #expect(try await ward.clinic.open.map(\.state) == [.dead])
            #expect(try await ward.kinds("Y1") == [.unreadable])
        }
    }

    @Test func `a question about a charge leaves the stay as it was for the night`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            _ = try await ward.ask(
                "charge.beforePosting",
                ["stay": "Y1", "day": "2025-03-01", "item": "PICC", "id": "C1"])
            let row = try await ward.store.write { try StayRow.lock(["Y1"], in: $0)["Y1"] }
            #expect(row?.isPlain == true && row?.isStale == false)
        }
    }

    @Test func `the calendar asks for the day that has ended, once a night`() async throws {
        try await Ward.open { ward in
            let schedule = try #require(try ward.connector.timetable.first)
            #expect(schedule.cron == "10 0 * * *")
            let tick = Schedule.Tick(
                schedule: schedule.name, at: Casebook.moment("2025-03-31 00:10"),
                day: .init(date: "2025-03-31"))
            let errands = try await ward.store.write { try schedule.errands(tick, $0) }
            #expect(errands.map { $0.payload["through"] } == ["2025-03-30"])
            let again = try await ward.store.write { try schedule.errands(tick, $0) }
            #expect(errands.map(\.number) == again.map(\.number))
        }
    }
}
