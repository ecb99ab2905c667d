import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// §5.2: the patient of a short stay chooses.
struct ElectionTests {
    static func choice(_ choice: String, stay: String = "Y1", signature: String = "S-1") -> JSON {
        [
            "stay": .string(stay), "choice": .string(choice), "by": "patient",
            "signature": .string(signature),
        ]
    }

    private func item(_ id: String, on day: String, stay: String = "Y1") -> JSON {
        [
            "stay": .string(stay), "day": .string(day), "item": "HL02", "id": .string(id),
            "amount": 1_200,
        ]
    }

    /// A stay that chose the original way on its first day and had an item charged on each of
    /// `days` days.
    private func chosen(_ ward: Ward, days: Int) async throws {
        try await ward.admit()
        _ = try await ward.ask("election.set", Self.choice("original"))
        for day in 1...days {
            ward.at("2025-03-0\(day) 11:00")
            let go = try await ward.ask(
                "charge.beforePosting", item("C\(day)", on: "2025-03-0\(day)"))
            #expect(go["go"] == .bool(true), "\(go.text)")
            try await ward.night(of: "2025-03-0\(day)")
        }
    }

    private func liveItems(_ ward: Ward) async throws -> [String] {
        try await ward.store.read {
            try Items.all(of: "Y1", in: $0).filter(\.isLive).map(\.number)
        }
    }

    @Test(arguments: [1, 3])
    func `§5.2 never 7: who chose the original way has no bed-days but the items (34, 35)`(
        days: Int
    ) async throws {
        try await Ward.open { ward in
            try await chosen(ward, days: days)
            ward.at("2025-03-0\(days + 1) 09:00")
            try await ward.discharge(at: "2025-03-0\(days + 1) 09:00")
            let go = try await ward.ask("discharge.beforeSettlement", ["stay": "Y1"])
            #expect(go["go"] == .bool(true))
            #expect(go["total"] == 0)
            #expect(try await ward.lines().isEmpty)
            #expect(try await liveItems(ward).count == days)
        }
    }

    @Test(arguments: Stores.all)
    func `§5.2 a choice lapses with the fourth day; the first three become bed-days (36)`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await chosen(ward, days: 3)
            #expect(try await ward.lines().isEmpty)
            try await ward.nights(from: "2025-03-04", through: "2025-03-05")
            #expect(try await ward.segments() == ["A 5×60.00"])
            #expect(try await ward.total() == "300.00")
            #expect(try await liveItems(ward).isEmpty)
            let told = try await ward.ask("items.toReverse", ["after": 0])
            #expect(told.list("items").compactMap { $0.text("charge") } == ["C1", "C2", "C3"])
            // Who follows both lists by number never has an item beside its line.
            let lines = try await ward.lines()
            for item in told.list("items") {
                let line = try #require(lines.first { $0.day.text == item.text("day") })
                #expect(item.whole("id") ?? .max < line.id)
            }
            let rest = try await ward.ask("items.toReverse", ["after": told["next"] ?? 0])
            #expect(rest.list("items").isEmpty)
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `§5.2 where it is so configured the first three days are kept (37)`() async throws {
        try await Ward.open(at: "2025-03-01 08:00", { $0.overrun = .keep }) { ward in
            try await chosen(ward, days: 3)
            try await ward.nights(from: "2025-03-04", through: "2025-03-05")
            #expect(try await ward.live().map(\.index) == [4, 5])
            #expect(try await ward.total() == "120.00")
            #expect(try await liveItems(ward) == ["C1", "C2", "C3"])
        }
    }

    @Test func `§5.2 two days may not choose where only one and three may (38)`() async throws {
        try await Ward.open(at: "2025-03-01 08:00", { $0.shortStayDays = [1, 3] }) { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            ward.at("2025-03-03 09:00")
            try await ward.discharge(at: "2025-03-03 09:00")
            #expect(
                try await ward.refusal("election.set", Self.choice("original"))
                    == "stay-too-long")
            #expect(try await ward.total() == "120.00")
        }
    }

    @Test func `§5.2 a choice made early lapses where the stay turns out to be none that may`()
        async throws
    {
        try await Ward.open(at: "2025-03-01 08:00", { $0.shortStayDays = [1, 3] }) { ward in
            try await chosen(ward, days: 2)
            ward.at("2025-03-03 09:00")
            try await ward.discharge(at: "2025-03-03 09:00")
            #expect(try await ward.total() == "120.00")
            #expect(try await liveItems(ward).isEmpty)
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `§5.2 never 7: no record is bed-days; a choice of bed-days, too`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            #expect(try await ward.total() == "60.00")
            _ = try await ward.ask("election.set", Self.choice("bedDay"))
            #expect(try await ward.lines().count == 1)
            let look = try await ward.ask("election.look", ["stay": "Y1"])
            #expect(look["isRecorded"] == .bool(true))
            #expect(look["choice"] == "bedDay")
        }
    }

    @Test func `§5.2 a choice may change until the settlement, both ways visible`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            let turned = try await ward.ask("election.set", Self.choice("original"))
            #expect(turned["reversed"] == 2)
            #expect(try await ward.lines().map(\.amount.yuan).suffix(2) == ["-60.00", "-60.00"])
            #expect(try await ward.total() == "0.00")
            let go = try await ward.ask("charge.beforePosting", item("C1", on: "2025-03-01"))
            #expect(go["go"] == .bool(true))
            let back = try await ward.ask(
                "election.set", Self.choice("bedDay", signature: "S-2"))
            #expect(back["posted"] == 2)
            #expect(back.list("itemsToReverse").compactMap { $0.text("charge") } == ["C1"])
            #expect(back.list("history").count == 2)
            #expect(try await ward.lines().count == 6)
            #expect(try await ward.total() == "120.00")
            #expect(try await ward.faults() == [])

            ward.at("2025-03-03 09:00")
            try await ward.discharge(at: "2025-03-03 09:00")
            try await ward.settle()
            #expect(
                try await ward.refusal("election.set", Self.choice("original"))
                    == "stay-settled")
            #expect(try await ward.lines().count == 6)
        }
    }

    @Test func `§5.2 bad input: nobody chooses for a stay of more than three days`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-03")
            let look = try await ward.ask("election.look", ["stay": "Y1"])
            #expect(look["canChoose"] == .bool(false), "it is the fourth day")
            #expect(
                try await ward.refusal("election.set", Self.choice("original"))
                    == "stay-too-long")
            #expect(try await ward.lines().count == 3)
        }
    }

    @Test func `bad input: a choice without a slip, of no known word, or by nobody`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            let wrong: [JSON] = [
                ["stay": "Y1", "choice": "original", "by": "patient"],
                ["stay": "Y1", "choice": "original", "by": "patient", "signature": " "],
                ["stay": "Y1", "choice": "free", "by": "patient", "signature": "S"],
                ["stay": "Y1", "choice": "original", "by": "doctor", "signature": "S"],
                ["stay": "Y1", "choice": "original", "signature": "S"],
                ["choice": "original", "by": "patient", "signature": "S"],
            ]
            for body in wrong {
                #expect(
                    try await ward.refusal("election.set", body) == "malformed", "\(body.text)")
            }
            let look = try await ward.ask("election.look", ["stay": "Y1"])
            #expect(look["isRecorded"] == .bool(false))
        }
    }
}
