import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// What must never happen, where no other test has it.
struct NeverTests {
    @Test(arguments: Stores.all)
    func `never 1: the database itself takes no second live line of a day, nor another amount`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            for (department, amount) in [("A", 6_000), ("B", 8_000), ("A", 5_999)] {
                let price = department == "A" ? 6_000 : 8_000
                await #expect(throws: StorageError.self) {
                    try await ward.store.write { transaction in
                        try transaction.execute(
                            """
                            INSERT INTO nursingLine (id, campus, stay, day, stayIndex, department,
                                price, percent, amount, item, state, source, at)
                            VALUES (99, 'benbu', 'Y1',
                                \(amount == 5_999 ? "2025-03-09" : "2025-03-01"), 1,
                                \(department), \(price), 100, \(amount), 'HL01', 'live', 'auto', 0)
                            """)
                    }
                }
            }
            #expect(try await ward.lines().count == 1)
        }
    }

    @Test func `never 1: a transfer day is the day of one department`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            ward.at("2025-03-02 10:00")
            try await ward.move(to: "B", at: "2025-03-02 10:00")
            try await ward.night(of: "2025-03-02")
            try await ward.nightAgain(of: "2025-03-02", "again")
            #expect(try await ward.live().map(\.department) == ["A", "B"])
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `never 4: the index goes on over a transfer, and starts anew with a new admission`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-15")
            try await ward.move(to: "B", at: "2025-03-16 08:30")
            try await ward.night(of: "2025-03-16")
            #expect(try await ward.live().last?.index == 16)
            #expect(try await ward.live().last?.amount.yuan == "76.00")
            try await ward.discharge(at: "2025-03-17 09:00")
            try await ward.admit("Y2", at: "2025-03-17 15:00")
            try await ward.night(of: "2025-03-17")
            #expect(try await ward.live("Y2").map(\.index) == [1])
            #expect(try await ward.exceptions(nil).isEmpty, "it overlaps no other day")
        }
    }

    @Test(arguments: Stores.all)
    func `bad input: stays of one patient that overlap are named, no day is charged twice`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit("Y1", at: "2025-03-01 10:00")
            try await ward.admit("Y2", at: "2025-03-03 10:00", to: "B")
            try await ward.nights(from: "2025-03-01", through: "2025-03-05")
            #expect(try await ward.live("Y1").count == 5)
            #expect(try await ward.lines("Y2").isEmpty)
            let found = try await ward.exceptions("Y2")
            #expect(found.map(\.kind) == [.overlap])
            #expect(found.map(\.detail) == ["Y1"])
            #expect(try await ward.faults() == [])
            // The first one turns out to have ended before: its days are free, and the second's.
            ward.at("2025-03-06 09:00")
            try await ward.discharge("Y1", at: "2025-03-04 09:00", told: "2025-03-06 09:00")
            #expect(try await ward.live("Y1").map(\.day.text).last == "2025-03-03")
            #expect(
                try await ward.live("Y2").map(\.day.text) == ["2025-03-04", "2025-03-05"])
            #expect(try await ward.faults() == [])
            // Or never to have been.
            try await ward.cancelAdmission("Y1", at: "2025-03-06 10:00")
            #expect(try await ward.live("Y2").map(\.index) == [1, 2, 3])
            #expect(try await ward.exceptions(nil).isEmpty)
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `bad input: dates out of order are named and change no line`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-03")
            let before = try await ward.lines()
            try await ward.discharge(at: "2025-02-27 09:00", told: "2025-03-04 08:00")
            #expect(try await ward.exceptions().map(\.detail) == ["dischargedBeforeAdmission"])
            #expect(try await ward.lines() == before)
            #expect(
                try await ward.refusal("discharge.beforeSettlement", ["stay": "Y1"])
                    == "exceptions")
            let entry = try #require(try await ward.exceptions().first)
            await #expect(throws: Declined.noChange) {
                _ = try await ward.clinic.look(
                    "nursing/exceptions",
                    form: ["exception": "\(entry.id)", "note": "知道了"], isConfirmed: true,
                    as: .finance)
            }
            try await ward.discharge(at: "2025-03-04 09:00", told: "2025-03-04 09:00")
            #expect(try await ward.exceptions().isEmpty)
            try await ward.move(to: "B", at: "2025-02-20 09:00", told: "2025-03-04 10:00")
            #expect(try await ward.exceptions().map(\.detail) == ["movedBeforeAdmission"])
            #expect(try await ward.lines() == before)
        }
    }

    @Test func `bad input: what a campus tells or asks of another's stay is refused`() async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            for (operation, body) in [
                ("segments", ["stay": "Y1"]), ("discharge.beforeSettlement", ["stay": "Y1"]),
                ("election.look", ["stay": "Y1"]),
                ("leave.set", ["stay": "Y1", "from": "2025-03-01", "approvedBy": "D7"]),
                ("election.set", ElectionTests.choice("original")),
            ] as [(String, JSON)] {
                #expect(
                    try await ward.refusal(operation, body, as: .stranger) == "stay-unknown",
                    "\(operation)")
            }
            let lines = try await ward.ask("lines", ["after": 0], as: .stranger)
            #expect(lines.list("lines").isEmpty)
            try await ward.serve(on: "2025-03-01", by: "A", served: false, campus: "jinshan")
            try await ward.settle(campus: "jinshan")
            let dead = try await ward.clinic.open
            #expect(dead.map(\.operation) == ["plan nursing.served", "plan discharge.settled"])
            #expect(
                dead.allSatisfy {
                    $0.lastError?.hasPrefix("stay Y1 is of campus benbu, not of jinshan") == true
                })
            #expect(try await ward.total() == "60.00")
            #expect(try await ward.refusal("segments", ["stay": "Y77"]) == "stay-unknown")
        }
    }

    @Test func `two campuses have prices of their own`() async throws {
        try await Ward.open { ward in
            try await ward.admit("Y1", patient: "P1", campus: "jinshan")
            try await ward.night(of: "2025-03-01")
            #expect(try await ward.lines("Y1").isEmpty, "the other one has no bed-days")
            #expect(try await ward.exceptions("Y1").isEmpty)
        }
    }

    @Test func `the HIS fetches each line once by its number, those taken back too`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-03")
            _ = try await ward.ask(
                "leave.set", ["stay": "Y1", "from": "2025-03-02", "approvedBy": "D7"])
            var (after, sum, seen): (JSON, Int, [Int]) = (0, 0, [])
            while true {
                let page = try await ward.ask("lines", ["after": after, "limit": 2])
                if page.list("lines").isEmpty { break }
                seen += page.list("lines").compactMap { $0.whole("id") }
                sum += page.list("lines").compactMap { $0.whole("amount") }.reduce(0, +)
                after = page["next"] ?? 0
            }
            #expect(seen == seen.sorted() && Set(seen).count == 4)
            #expect(sum == 12_000)
        }
    }

    @Test func `a reading other than the usual one needs the finance department's word`() throws {
        var settings = NursingSettings()
        settings.tierReading = .wholeStay
        #expect(throws: SettingsFault.self) { try settings.check() }
        settings.financeSignOff = .init(by: "财务科长", on: "2025-02-30", document: "F-1")
        #expect(throws: SettingsFault.self) { try settings.check() }
        settings.financeSignOff = .init(by: "财务科长", on: "2025-02-28", document: "F-1")
        try settings.check()
        settings.nightly = "often"
        #expect(throws: SettingsFault.self) { try settings.check() }
    }

    @Test func `where the whole stay is repriced, earlier days are taken back by the tier`()
        async throws
    {
        try await Ward.open(
            at: "2025-03-01 08:00",
            { settings in
                settings.tierReading = .wholeStay
                settings.financeSignOff = .init(by: "财务科长", on: "2025-02-28", document: "F-1")
            }
        ) { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-16")
            #expect(try await ward.segments() == ["A 16×57.00"])
            #expect(try await ward.total() == "912.00")
            #expect(try await ward.faults() == [])
        }
    }
}
