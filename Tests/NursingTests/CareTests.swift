import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// Which days were nursed at all: records, leave, newborn children.
struct CareTests {
    private static let strict: @Sendable (inout NursingSettings) -> Void = {
        $0.serviceRecord = .required
    }

    @Test(arguments: Stores.all)
    func `never 6: a day without a record is not charged but named, until one is told`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores, Self.strict) { ward in
            try await ward.admit()
            try await ward.serve(on: "2025-03-01", by: "A")
            try await ward.nights(from: "2025-03-01", through: "2025-03-03")
            #expect(try await ward.live().map(\.day.text) == ["2025-03-01"])
            #expect(try await ward.exceptions().map(\.day?.text) == ["2025-03-03", "2025-03-02"])
            #expect(try await ward.kinds() == [.withoutRecord])
            try await ward.serve(on: "2025-03-02", by: "A")
            #expect(try await ward.live().map(\.index) == [1, 2])
            #expect(try await ward.exceptions().map(\.day?.text) == ["2025-03-03"])
            // A record taken back takes the line back.
            try await ward.serve(
                on: "2025-03-02", by: "A", served: false, told: "2025-03-04 10:00")
            #expect(try await ward.live().map(\.index) == [1])
            #expect(try await ward.exceptions().count == 1, "it says that nobody nursed")
            // One told earlier and arriving late changes nothing.
            try await ward.serve(on: "2025-03-02", by: "A", told: "2025-03-04 09:00")
            #expect(try await ward.live().map(\.index) == [1])
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `§5.1 a record of another department is no record of the day's owner`()
        async throws
    {
        try await Ward.open(at: "2025-03-01 08:00", Self.strict) { ward in
            try await ward.admit()
            try await ward.serve(on: "2025-03-01", by: "B")
            try await ward.night(of: "2025-03-01")
            #expect(try await ward.lines().isEmpty)
            #expect(try await ward.exceptions().map(\.kind) == [.servedElsewhere])
            // Who moves in the day is nursed by both; the owner's record counts.
            try await ward.serve(on: "2025-03-01", by: "A")
            #expect(try await ward.live().map(\.department) == ["A"])
        }
    }

    @Test func `never 6: nights of leave are not charged; the tiers go on (28)`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-05")
            let told: JSON = [
                "stay": "Y1", "from": "2025-03-06", "until": "2025-03-07", "approvedBy": "D7",
            ]
            _ = try await ward.ask("leave.set", told)
            try await ward.nights(from: "2025-03-06", through: "2025-03-18")
            #expect(
                try await ward.segments() == ["A 5×60.00", "A 8×60.00", "A 3×57.00"])
            #expect(try await ward.total() == "951.00")
            #expect(try await ward.exceptions().isEmpty)
        }
    }

    @Test func `leave told late takes lines back; taken back itself, posts them again`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-04")
            var told: [String: JSON] = [
                "stay": "Y1", "from": "2025-03-02", "until": "2025-03-03", "approvedBy": "D7",
            ]
            let away = try await ward.ask("leave.set", .object(told), as: .nurse)
            #expect(away["reversed"] == 2)
            #expect(try await ward.total() == "120.00")
            told["away"] = .bool(false)
            let here = try await ward.ask("leave.set", .object(told), as: .nurse)
            #expect(here["posted"] == 2)
            #expect(try await ward.total() == "240.00")
            #expect(try await ward.lines().count == 8)
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `bad input: leave from after to, outside the stay, or without a word who approved`()
        async throws
    {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            func leave(_ from: String, _ until: String, by: String? = "D7") -> JSON {
                [
                    "stay": "Y1", "from": .string(from), "until": .string(until),
                    "approvedBy": by.map { .string($0) } ?? .null,
                ]
            }
            let wrong: [(JSON, String)] = [
                (leave("2025-03-02", "2025-03-01"), "malformed"),
                (leave("2025-02-27", "2025-03-01"), "day-outside"),
                (leave("2025-03-01", "2025-09-01"), "malformed"),
                (leave("2025-02-30", "2025-03-01"), "malformed"),
                (leave("2025-03-01", "2025-03-01", by: nil), "malformed"),
            ]
            for (body, name) in wrong {
                #expect(try await ward.refusal("leave.set", body) == name, "\(body.text)")
            }
            #expect(try await ward.lines().count == 2)
        }
    }

    @Test func `a newborn child has bed-days only in a ward that is set up for it`() async throws {
        try await Ward.open(at: "2025-03-01 08:00", { $0.newbornWards = ["NEO"] }) { ward in
            for (patient, stay, place) in [("B1", "Y1", "W1"), ("B2", "Y2", "NEO")] {
                try await ward.clinic.tell(
                    Events.event(
                        "patient.registered", at: "2025-03-01T09:00:00+08:00",
                        [
                            "patient": .string(patient), "name": "单某之子", "sex": "M",
                            "birthDate": "2025-02-27",
                        ]))
                try await ward.admit(stay, patient: patient, ward: place)
            }
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            #expect(try await ward.lines("Y1").isEmpty)
            #expect(try await ward.live("Y2").count == 2)
            #expect(try await ward.exceptions(nil).isEmpty)
        }
    }

    @Test func `a day whose department nobody told is named`() async throws {
        try await Ward.open { ward in
            try await ward.admit(to: nil)
            try await ward.nights(from: "2025-03-01", through: "2025-03-02")
            #expect(try await ward.lines().isEmpty)
            #expect(try await ward.exceptions().map(\.kind) == [.withoutOwner])
            try await ward.move(to: "A", at: "2025-03-01 12:00", told: "2025-03-03 08:00")
            #expect(try await ward.live().count == 2)
            #expect(try await ward.exceptions().isEmpty)
        }
    }
}
