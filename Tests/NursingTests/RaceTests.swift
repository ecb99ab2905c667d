import ConnectorKit
import Foundation
import Hospital
import Storage
import TestKit
import Testing

@testable import Nursing

/// Two daemons over one database.
struct RaceTests {
    @Test func `never 1: two daemons that compute one stay at once post each day once`()
        async throws
    {
        let server = try await PostgreSQLServer.shared
        let address = try await server.makeDatabase()
        let folder = try Folder()
        var stores: [Store] = []
        for name in ["one", "two"] {
            stores.append(
                try await Store.open(
                    address, folder: folder(name), migrations: NursingConnector.tables))
        }
        var settings = NursingSettings()
        settings.serviceRecord = .generated
        let ward = try Ward(
            stores[0], WallClock(Casebook.moment("2025-03-01 08:00")), settings)
        try await ward.setPrices()
        try await ward.clinic.run {
            for number in 1...4 { try await ward.admit("Y\(number)", patient: "P\(number)") }
        }
        let book = try ward.book
        let now = Casebook.moment("2025-03-21 00:10")
        let night = Round(.watched, through: try #require(Day("2025-03-20")), occasion: "race")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<24 {
                let store = stores[index % 2]
                group.addTask {
                    try await store.write { transaction in
                        if index % 3 == 0 {
                            _ = try book.carry(night, at: now, in: transaction)
                        } else {
                            let stay = "Y\(index % 4 + 1)"
                            try StayRow.hold(stay, campus: "benbu", in: transaction)
                            try book.compute(stay, at: now, in: transaction)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        for number in 1...4 {
            let lines = try await ward.lines("Y\(number)")
            #expect(lines.count == 20)
            #expect(lines.map(\.amount).sum.yuan == "1185.00")
        }
        #expect(try await ward.faults() == [])
        let ids = try await stores[1].read {
            try $0.rows("SELECT id FROM nursingLine ORDER BY id").map { try $0.int("id") }
        }
        #expect(ids == Array(1...80), "numbers that others may follow have no gaps")
        for store in stores { try await store.close() }
        try await server.drop(address)
    }
}
