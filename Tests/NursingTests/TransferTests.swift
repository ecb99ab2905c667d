import ConnectorKit
import Foundation
import Hospital
import Testing

@testable import Nursing

/// §5.1: days go to the department that nursed, also when that is told late.
struct TransferTests {
    @Test(arguments: Stores.all)
    func `§5.1 a transfer told with another date takes back two lines and posts two (31)`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.move(to: "B", at: "2025-03-11 14:00", number: "T1")
            ward.at("2025-03-21 08:00")
            try await ward.nightAgain(of: "2025-03-20", "catch up")
            #expect(try await ward.total() == "1380.00")
            try await ward.move(
                to: "B", at: "2025-03-13 14:00", told: "2025-03-21 08:00", number: "T1")
            #expect(try await ward.total() == "1340.00")
            let lines = try await ward.lines()
            let reversals = lines.filter { $0.reversalOf != nil }
            #expect(reversals.map(\.amount.yuan) == ["-80.00", "-80.00"])
            #expect(reversals.map(\.day.text) == ["2025-03-11", "2025-03-12"])
            #expect(lines.count == 24)
            let new = lines.filter { line in
                line.isLive && (reversals.last.map { line.id > $0.id } ?? false)
            }
            #expect(new.map(\.amount.yuan) == ["60.00", "60.00"])
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `§5.1 a transfer without a number is corrected by telling its place again`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.move(to: "B", at: "2025-03-11 14:00")
            try await ward.nightAgain(of: "2025-03-20", "catch up")
            try await ward.move(to: "B", at: "2025-03-13 14:00", told: "2025-03-21 08:00")
            #expect(try await ward.total() == "1340.00")
        }
    }

    @Test func `§5.1 days in a department outside the scheme count, and cost nothing (27)`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-05")
            try await ward.move(to: "X", at: "2025-03-06 10:00")
            try await ward.nights(from: "2025-03-06", through: "2025-03-09")
            try await ward.move(to: "A", at: "2025-03-10 10:00")
            try await ward.nights(from: "2025-03-10", through: "2025-03-20")
            #expect(try await ward.segments() == ["A 5×60.00", "A 6×60.00", "A 5×57.00"])
            #expect(try await ward.total() == "945.00")
            #expect(try await ward.exceptions().isEmpty)
        }
    }

    @Test func `§5.1 who moves twice in a day is nursed by who has them at 24:00 (25)`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-04")
            ward.at("2025-03-05 21:00")
            try await ward.move(to: "B", at: "2025-03-05 09:00")
            try await ward.move(to: "A", at: "2025-03-05 21:00")
            try await ward.nights(from: "2025-03-05", through: "2025-03-08")
            #expect(try await ward.segments() == ["A 8×60.00"])
        }
    }

    @Test func `a transfer told after the night moves the day to where it belongs`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            try await ward.night(of: "2025-03-02")
            ward.at("2025-03-03 07:00")
            try await ward.move(to: "B", at: "2025-03-02 22:00", told: "2025-03-03 07:00")
            #expect(try await ward.segments() == ["A 1×60.00", "B 1×80.00"])
            #expect(try await ward.lines().map(\.amount.fen) == [6_000, 6_000, -6_000, 8_000])
            // The nights after it go on where the patient is.
            try await ward.nights(from: "2025-03-03", through: "2025-03-04")
            #expect(try await ward.segments() == ["A 1×60.00", "B 3×80.00"])
        }
    }

    @Test func `days at noon belong to who has the patient then, where that is the rule (33)`()
        async throws
    {
        try await Ward.open(at: "2025-03-01 08:00", { $0.transferRule = .noon }) { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-10")
            ward.at("2025-03-11 14:00")
            try await ward.move(to: "B", at: "2025-03-11 14:00")
            try await ward.nights(from: "2025-03-11", through: "2025-03-20")
            #expect(
                try await ward.segments() == ["A 11×60.00", "B 4×80.00", "B 5×76.00"])
            #expect(try await ward.total() == "1360.00")
            #expect(try await ward.lines().count == 20)
        }
    }

    @Test func `an admission told with another date shifts the days by reversal`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-03")
            try await ward.admit(at: "2025-03-02 10:00", told: "2025-03-04 08:00")
            #expect(try await ward.live().map(\.index) == [1, 2])
            #expect(try await ward.live().map(\.day.text) == ["2025-03-02", "2025-03-03"])
            #expect(try await ward.faults() == [])
        }
    }
}
