import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// Prices, tiers and bundled items: two pairs of eyes, and what a change does to days gone by.
struct PriceTests {
    private func price(
        _ fen: Int, since: String, until: String? = nil, of department: String = "A",
        campus: String = "benbu"
    ) -> MasterChange {
        .setPrice(
            MasterChange.Price(
                campus: campus, department: department, name: "心内科", price: Money(fen: fen),
                item: "HL01", since: since, until: until))
    }

    private func refusal(
        _ ward: Ward, _ change: MasterChange, as caller: Caller = .finance
    ) async throws -> String? {
        do {
            try await ward.change(change, as: caller)
            return nil
        } catch let declined as Declined {
            return declined.name
        }
    }

    @Test(arguments: Stores.all)
    func `a price that changes for days gone by has them taken back and posted anew (29)`(
        stores: Stores
    ) async throws {
        try await Ward.open(stores) { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-20")
            #expect(try await ward.total() == "1185.00")
            try await ward.change(price(6_600, since: "2025-03-11"))
            try await ward.clinic.untilQuiet()
            #expect(
                try await ward.segments() == ["A 10×60.00", "A 5×66.00", "A 5×62.70"])
            #expect(try await ward.total() == "1243.50")
            #expect(try await ward.lines().count == 40)
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `a price for days to come changes nothing until they come`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.night(of: "2025-03-01")
            try await ward.change(price(6_600, since: "2025-03-03"))
            try await ward.clinic.untilQuiet()
            #expect(try await ward.lines().count == 1)
            try await ward.nights(from: "2025-03-02", through: "2025-03-03")
            #expect(try await ward.segments() == ["A 2×60.00", "A 1×66.00"])
        }
    }

    @Test func `a department that ends or was never right leaves the scheme`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-04")
            let prices = try await ward.store.read {
                try MasterLists.prices(campus: "benbu", in: $0)
            }
            let id = try #require(prices.first { $0.department == "A" }?.id)
            try await ward.change(.endPrice(price: id, until: "2025-03-02"))
            try await ward.clinic.untilQuiet()
            #expect(try await ward.total() == "120.00")
            try await ward.change(.withdrawPrice(price: id))
            try await ward.clinic.untilQuiet()
            #expect(try await ward.total() == "0.00")
            #expect(try await ward.live().isEmpty)
            try await ward.change(price(7_000, since: "2025-03-04"))
            try await ward.clinic.untilQuiet()
            #expect(try await ward.segments() == ["A 1×70.00"])
            #expect(try await ward.faults() == [])
        }
    }

    @Test func `other tiers hold from their day on`() async throws {
        try await Ward.open { ward in
            try await ward.admit()
            try await ward.nights(from: "2025-03-01", through: "2025-03-05")
            try await ward.change(
                .setTiers(
                    since: "2025-03-04",
                    tiers: [
                        .init(from: 1, through: 4, percent: 100),
                        .init(from: 5, through: nil, percent: 50),
                    ]))
            try await ward.clinic.untilQuiet()
            #expect(try await ward.segments() == ["A 4×60.00", "A 1×30.00"])
        }
    }

    @Test func `nobody confirms what they have proposed; anybody else does, once`() async throws {
        try await Ward.open { ward in
            let now = ward.clinic.clock.now
            let id = try await ward.store.write {
                try Changes.propose(
                    price(6_600, since: "2025-03-11"), by: .finance, at: now, in: $0)
            }
            let office = try ward.connector.office
            await #expect(throws: Declined.samePerson) {
                try await office.confirm(id, by: .finance, at: now)
            }
            await #expect(throws: Declined.noChange) {
                try await office.confirm(id, by: .stranger, at: now)
            }
            #expect(
                try await ward.store.read { try Changes.waiting(for: "benbu", in: $0) }
                    .map(\.id) == [id])
            try await office.confirm(id, by: .head, at: now)
            await #expect(throws: Declined.noChange) {
                try await office.confirm(id, by: .head, at: now)
            }
            let prices = try await ward.store.read {
                try MasterLists.prices(campus: "benbu", in: $0)
            }
            #expect(
                prices.filter { $0.department == "A" }.map { $0.until?.text }
                    == ["2025-03-10", nil])
        }
    }

    @Test func `a proposal that is declined or overtaken by another is not carried out`()
        async throws
    {
        try await Ward.open { ward in
            let now = ward.clinic.clock.now
            let office = try ward.connector.office
            let ids = try await ward.store.write { transaction in
                try (0..<3).map { _ in
                    try Changes.propose(
                        price(6_600, since: "2025-03-11"), by: .finance, at: now,
                        in: transaction)
                }
            }
            try await ward.store.write {
                try Changes.decline(ids[0], by: .head, at: now, in: $0)
            }
            await #expect(throws: Declined.noChange) {
                try await office.confirm(ids[0], by: .head, at: now)
            }
            try await office.confirm(ids[1], by: .head, at: now)
            let error = await #expect(throws: Declined.self) {
                try await office.confirm(ids[2], by: .head, at: now)
            }
            #expect(error?.name == "periods-overlap")
        }
    }

    @Test func `bad input: prices at or below nothing, periods that overlap or run backwards`()
        async throws
    {
        try await Ward.open { ward in
            func count() async throws -> Int {
                try await ward.store.read { try MasterLists.prices(campus: nil, in: $0).count }
            }
            let before = try await count()
            let broken: [MasterChange.Tier] = [
                .init(from: 1, through: 10, percent: 100),
                .init(from: 12, through: nil, percent: 95),
            ]
            let wrong: [(MasterChange, String)] = [
                (price(0, since: "2025-03-11"), "malformed"),
                (price(-100, since: "2025-03-11"), "malformed"),
                (price(6_600, since: "2025-03-11", until: "2025-03-10"), "malformed"),
                (price(6_600, since: "2025-02-29"), "malformed"),
                (price(6_600, since: "2000-01-01"), "periods-overlap"),
                (price(6_600, since: "1999-01-01"), "periods-overlap"),
                (price(6_600, since: "2025-03-11", of: ""), "malformed"),
                (.setTiers(since: "2025-03-11", tiers: broken), "malformed"),
                (
                    .setTiers(
                        since: "2025-03-11", tiers: [.init(from: 1, through: nil, percent: 120)]),
                    "malformed"
                ),
                (
                    .setBundled(
                        .init(item: "HL02", name: "分级护理", since: "2025-03-01")),
                    "periods-overlap"
                ),
                (.endPrice(price: 999, until: "2025-03-01"), "change-unknown"),
            ]
            for (change, name) in wrong {
                #expect(try await refusal(ward, change) == name, "\(change)")
            }
            #expect(
                try await refusal(
                    ward, price(6_600, since: "2025-03-11", of: "Q", campus: "jinshan"))
                    == "foreign-campus")
            #expect(try await count() == before)
            #expect(
                try await ward.store.read { try Changes.waiting(for: nil, in: $0).isEmpty })
        }
    }

    @Test func `yuan are read to the fen and no further`() {
        #expect(Money(yuan: "65.30")?.fen == 6_530)
        #expect(Money(yuan: "65.305") == nil)
    }
}
