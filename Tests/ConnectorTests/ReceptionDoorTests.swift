import Foundation
import Hospital
import Hummingbird
import Testing

@testable import Daemon

/// Calls that the counterparty makes.
struct ReceptionDoorTests {
    @Test func `the connector hears headers, query and body, and its answer leaves as it is`()
        async throws
    {
        let house = try await TestHouse()
        let heard = try await house.ask(
            "/connectors/courier/arrived?q=%E5%A5%BD", ["X-Courier": "k1"], body: "12345")
        #expect(heard.status == 200)
        #expect(heard.type == "text/xml")
        #expect(heard.text == "<ok n=\"5\" q=\"好\"/>")
    }

    @Test func `whom the connector does not know is sent away in its words`() async throws {
        let house = try await TestHouse()
        let heard = try await house.ask("/connectors/courier/arrived", ["X-Courier": "guess"])
        #expect(heard.status == 403)
        #expect(heard.json?["type"] == "urn:labqueue:courier:stranger")
    }

    @Test func `too large a call is refused before the connector hears of it`() async throws {
        let house = try await TestHouse()
        let heard = try await house.ask(
            "/connectors/courier/arrived", ["X-Courier": "k1"],
            body: String(repeating: "x", count: (1 << 20) + 1))
        #expect(heard.status == 413)
    }

    @Test func `a caller gone wild is held at a turnstile of its own`() async throws {
        let house = try await TestHouse()
        let router = house.house.router().buildResponder()
        // Many at once, so that a slow machine's calls do not come at a pace that is allowed.
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<500 {
                group.addTask { try await house.ask(over: router, "/connectors/courier/arrived") }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(statuses == [403, 429])
        #expect(
            try await house.ask(over: router, "/api/v1/connectors/courier/parcel.track") == 401,
            "other doors stay open")
    }
}
