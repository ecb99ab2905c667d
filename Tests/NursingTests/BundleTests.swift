import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// Bundled items beside bed-days: never both.
struct BundleTests {
    private func charge(
        _ day: String, item: String = "HL02", id: String? = nil, stay: String = "Y1"
    ) -> JSON {
        [
            "stay": .string(stay), "day": .string(day), "item": .string(item),
            "id": id.map { .string($0) } ?? .null,
        ]
    }

    @Test(arguments: Stores.all)
    func `never 2: a bundled item is refused on a bed-day, charged or to come`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            for day in ["2025-03-01", "2025-03-02"] {
                let answer = try await ward.ask("charge.beforePosting", charge(day))
                #expect(answer["go"] == .bool(false))
                #expect(answer["because"] == "bundled")
                #expect(answer["reason"]?.text("zh")?.contains("床日") == true)
            }
            let picc = try await ward.ask(
                "charge.beforePosting", charge("2025-03-01", item: "PICC"))
            #expect(picc["go"] == .bool(true))
            #expect(picc["bundled"] == .bool(false))
            #expect(try await ward.faults() == [])
        }
    }

    @Test
    func `outside the scheme an item is charged; a day that joins it later waits for a person`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit(to: "X")
            try await ward.night(of: "2025-03-01")
            let go = try await ward.ask("charge.beforePosting", charge("2025-03-01", id: "C1"))
            #expect(go["go"] == .bool(true))
            // The patient had been moved in the evening, as is told a day later.
            try await ward.move(to: "A", at: "2025-03-01 20:00", told: "2025-03-02 09:00")
            #expect(try await ward.live().isEmpty)
            let found = try await ward.exceptions()
            #expect(found.map(\.kind) == [.itemStands])
            #expect(found.map(\.detail) == ["HL02"])
            #expect(try await ward.faults() == [])
            // The HIS takes the item back: the bed-day comes by itself.
            _ = try await ward.ask("charge.reversed", ["id": "C1"])
            #expect(try await ward.live().map(\.department) == ["A"])
            #expect(try await ward.exceptions().isEmpty)
            #expect(
                try await ward.refusal("charge.beforePosting", charge("2025-03-01", id: "C1"))
                    == "item-reversed")
        }
    }

    @Test func `an item charged on a day off stays beside the bed-days of the others`() async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            _ = try await ward.ask(
                "leave.set", ["stay": "Y1", "from": "2025-03-02", "approvedBy": "D7"])
            ward.at("2025-03-02 20:00")
            let go = try await ward.ask("charge.beforePosting", charge("2025-03-02", id: "C1"))
            #expect(go["go"] == .bool(true))
            try await ward.nights(from: "2025-03-02", through: "2025-03-03")
            #expect(try await ward.live().map(\.index) == [1, 3])
            #expect(try await ward.exceptions().isEmpty)
        }
    }

    @Test func `a day whose record is missing takes no item until a person has said so`()
        async throws
    {
        try await Ward.open(at: "2025-03-01 08:00", { $0.serviceRecord = .required }) { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            #expect(
                try await ward.refusal("charge.beforePosting", charge("2025-03-01"))
                    == "record-missing")
            try await ward.serve(on: "2025-03-01", by: "A", served: false)
            let go = try await ward.ask("charge.beforePosting", charge("2025-03-01"))
            #expect(go["go"] == .bool(true))
        }
    }

    @Test func `the same charge asked twice is one; its number is for nothing else`() async throws {
        try await Ward.open { ward in
            try await ward.admit(to: "X")
            let first = try await ward.ask("charge.beforePosting", charge("2025-03-01", id: "C1"))
            let second = try await ward.ask("charge.beforePosting", charge("2025-03-01", id: "C1"))
            #expect(first == second)
            #expect(
                try await ward.refusal(
                    "charge.beforePosting", charge("2025-03-01", item: "HL03", id: "C1"))
                    == "item-differs")
            let items = try await ward.store.read { try Items.all(of: "Y1", in: $0) }
            #expect(items.map(\.number) == ["C1"])
        }
    }

    @Test func `bad input: a day outside the stay, a negative or fractional amount, no item`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit(to: "X")
            let wrong: [(JSON, String)] = [
                (charge("2025-02-28"), "day-outside"), (charge("2025-03-02"), "day-outside"),
                (charge("2025-03-32"), "malformed"), (charge("2025-03-01", item: ""), "malformed"),
                (charge("2025-03-01").adding(["amount": -1]), "malformed"),
                (charge("2025-03-01").adding(["amount": .decimal(1.5)]), "malformed"),
                (charge("2025-03-01", stay: "Y9"), "stay-unknown"),
            ]
            for (body, name) in wrong {
                #expect(
                    try await ward.refusal("charge.beforePosting", body) == name, "\(body.text)")
            }
            #expect(try await ward.store.read { try Items.all(of: "Y1", in: $0) }.isEmpty)
            #expect(
                try await ward.refusal("charge.reversed", ["id": "C9"]) == "item-unknown")
        }
    }
}
