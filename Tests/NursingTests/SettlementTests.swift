import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// Before, at and after the settlement of a stay.
struct SettlementTests {
    @Test(arguments: Stores.all)
    func `missing days are posted in the step before the settlement`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-14")
            ward.at("2025-03-17 09:00")
            // Told in one breath with the question, before anybody computed it.
            try await ward.store.write { transaction in
                try transaction.execute("UPDATE nursingStay SET isWatched = 0, isStale = 0")
            }
            try await ward.discharge(at: "2025-03-17 08:30")
            let go = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(go["go"] == .bool(true))
            #expect(go["days"] == 16)
            #expect(go["total"] == 95_700)
            #expect(
                go.list("segments").map { $0.whole("amount") } == [90_000, 5_700])
            #expect(go.list("segments").map { $0.whole("unit") } == [6_000, 5_700])
            #expect(go.list("segments").flatMap { $0.list("perDay") }.count == 16)
            let again = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(again["total"] == 95_700)
            #expect(again["posted"] == 0)
            #expect(try await ward.lines().count == 16)
        }
    }

    @Test func `days posted by the question itself are of the discharge`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            ward.at("2025-03-02 09:00")
            try await ward.discharge(at: "2025-03-02 09:00")
            try await ward.store.write { transaction in
                try transaction.execute("DELETE FROM nursingLine")
            }
            let go = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(go["posted"] == 1)
            let lines = try await ward.ask("lines", ["after": 0])
            #expect(lines.list("lines").map { $0.text("source") } == ["discharge"])
        }
    }

    @Test func `never 3: the discharge day is not charged, the admission day always is`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit(at: "2025-03-01 23:50")
            try await ward.night(of: "2025-03-01")
            ward.at("2025-03-02 00:20")
            try await ward.discharge(at: "2025-03-02 00:10")
            try await ward.night(of: "2025-03-02")
            #expect(try await ward.live().map(\.day.text) == ["2025-03-01"])

            // Come and gone within a day, which is charged though it has not ended.
            try await ward.admit("Y2", patient: "P2", at: "2025-03-03 10:00")
            ward.at("2025-03-03 18:00")
            try await ward.discharge("Y2", at: "2025-03-03 17:00")
            let go = try await ward.ask("discharge.beforeSettlement", ["stay": "Y2"])
            #expect(go["total"] == 6_000)
            try await ward.night(of: "2025-03-03")
            #expect(try await ward.lines("Y2").map(\.day.text) == ["2025-03-03"])
        }
    }

    @Test func `a stay that is not discharged, or in days to come, is not settled`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            #expect(
                try await ward.refusal("discharge.beforeSettlement", ["stay": "Y1"])
                    == "not-discharged")
            try await ward.discharge(at: "2025-03-05 09:00", told: "2025-03-02 08:00")
            #expect(
                try await ward.refusal("discharge.beforeSettlement", ["stay": "Y1"])
                    == "discharge-ahead")
            #expect(try await ward.live().count == 1)
            try await ward.nights(from: "2025-03-02", through: "2025-03-06")
            #expect(try await ward.live().map(\.index) == [1, 2, 3, 4])
        }
    }

    @Test func `a discharge cancelled goes on with the index, its lines unchanged (39)`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-10")
            ward.at("2025-03-11 09:00")
            try await ward.discharge(at: "2025-03-11 09:00")
            let before = try await ward.lines()
            try await ward.cancelDischarge(at: "2025-03-11 15:00")
            try await ward.nights(from: "2025-03-11", through: "2025-03-16")
            try await ward.discharge(at: "2025-03-17 09:00")
            let after = try await ward.lines()
            #expect(Array(after.prefix(10)) == before)
            #expect(after.map(\.index) == Array(1...16))
            #expect(try await ward.total() == "957.00")
        }
    }

    @Test(arguments: Stores.all)
    func `never 8: nothing is posted after the settlement; a change is shown instead`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.move(to: "B", at: "2025-03-03 10:00", number: "T1")
            ward.at("2025-03-06 09:00")
            try await ward.discharge(at: "2025-03-06 09:00")
            _ = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            try await ward.settle()
            let settled = try await ward.lines()
            #expect(settled.count == 5)
            try await ward.move(
                to: "B", at: "2025-03-04 10:00", told: "2025-03-06 10:00", number: "T1")
            #expect(try await ward.lines() == settled)
            let found = try await ward.exceptions()
            #expect(found.map(\.kind) == [.settledButChanged])
            #expect(found.map(\.detail) == ["-20.00"])
            #expect(
                try await ward.refusal(
                    "leave.set",
                    ["stay": "Y1", "from": "2025-03-02", "approvedBy": "D7"]) == "stay-settled")
            #expect(
                try await ward.refusal("discharge.beforeSettlement", ["stay": "Y1"])
                    == "stay-settled")
            try await ward.night(of: "2025-03-06")
            #expect(try await ward.lines() == settled)

            // Once the settlement is taken back the correction comes by itself.
            try await ward.cancelSettlement()
            #expect(try await ward.exceptions().isEmpty)
            #expect(try await ward.total() == "340.00")
            #expect(try await ward.lines().count == 7)
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `a settlement that is cancelled before it is told settles nothing`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            ward.at("2025-03-03 09:00")
            try await ward.discharge(at: "2025-03-03 09:00")
            try await ward.cancelSettlement()
            try await ward.settle()
            let go = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(go["go"] == .bool(true))
        }
    }

    @Test func `an admission cancelled takes all of its lines back`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            ward.at("2025-03-03 08:00")
            try await ward.cancelAdmission(at: "2025-03-03 08:00")
            #expect(try await ward.live().isEmpty)
            #expect(try await ward.total() == "0.00")
            #expect(try await ward.lines().count == 4)
            try await ward.night(of: "2025-03-03")
            #expect(try await ward.lines().count == 4)
        }
    }

    @Test func `what needs a person stops the settlement until a person has looked`() async throws {
        try await Ward.open(at: "2025-03-01 08:00", { $0.serviceRecord = .required }) { ward in
            try await ward.admit()
            try await ward.serve(on: "2025-03-01", by: "A")
            ward.at("2025-03-03 09:00")
            try await ward.discharge(at: "2025-03-03 09:00")
            let stop = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(stop["go"] == .bool(false))
            #expect(stop["because"] == "exceptions")
            #expect(stop["reason"]?.text("zh")?.contains("2025-03-02") == true)
            #expect(stop["total"] == 6_000)
            try await ward.serve(on: "2025-03-02", by: "A", told: "2025-03-03 09:30")
            let go = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(go["go"] == .bool(true))
            #expect(go["total"] == 12_000)
        }
    }
}
