import Foundation
import HTTPTypes
import Hospital
import Hub
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// Questions put to a connector over HTTP.
struct OperationDoorTests {
    private static let track = "/api/v1/connectors/courier/parcel.track"
    private static let label = "/api/v1/connectors/courier/parcel.label"
    private static let stop = "/api/v1/connectors/courier/parcel.stop"

    @Test func `a question is answered, and what was said is kept as evidence`() async throws {
        let house = try await TestHouse()
        let his = try await house.badge(.his)
        let heard = try await house.ask(Self.track, as: his, body: #"{"number":"R-1"}"#)
        #expect(heard.status == 200)
        #expect(heard.json == ["place": "here", "patient": .null])
        let rows = try await house.store.read { transaction in
            try transaction.rows("SELECT delivery, number, request, answer FROM exchange")
        }
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(try row.optionalInt("delivery") == nil)
        #expect(try row.string("number") == "track")
        #expect(try row.string("request").hasSuffix("/track\n\n{\"number\":\"R-1\"}"))
        #expect(try row.string("answer") == "200\n\nhere")
    }

    @Test func `only its callers may ask; people without a badge come through the desk`()
        async throws
    {
        let house = try await TestHouse()
        #expect(try await house.ask(Self.track).status == 401)
        #expect(try await house.ask(Self.track, as: house.badge(.board)).status == 403)
        #expect(try await house.ask(Self.stop, as: house.badge(.his)).status == 403)
        #expect(try await house.ask(Self.stop).status == 401)
        #expect(try await house.ask(Self.label, as: house.badge(.admin)).status == 200)
    }

    @Test func `a no is a problem in the connector's words, in both languages`() async throws {
        let house = try await TestHouse()
        let heard = try await house.ask(Self.stop, as: house.badge(.admin))
        #expect(heard.status == 409)
        #expect(heard.type == "application/problem+json")
        let problem = try #require(heard.json)
        #expect(problem["type"] == "urn:labqueue:courier:parcel-gone")
        #expect(problem["detail"] == "快递已发出。")
        #expect(problem["en"]?["action"] == "Call the courier.")
    }

    @Test func `a counterparty that cannot be reached is a problem, not a failure of ours`()
        async throws
    {
        let house = try await TestHouse(port: Sink.freePort())
        let heard = try await house.ask(Self.track, as: house.badge(.his))
        #expect(heard.status == 502)
        #expect(heard.json?["type"] == "urn:labqueue:courier:unreachable")
    }

    @Test func `a document comes as its bytes, under its name`() async throws {
        let house = try await TestHouse()
        let heard = try await house.ask(Self.label, as: house.badge(.his))
        #expect(heard.text == "%PDF")
        #expect(heard.type == "application/pdf")
        #expect(
            heard.headers[.contentDisposition]
                == "inline; filename*=UTF-8''%E9%9D%A2%E5%8D%95%201.pdf")
        #expect(heard.headers[.xContentTypeOptions] == "nosniff")
    }

    @Test func `an app speaks for the one patient it names, and must name one`() async throws {
        let house = try await TestHouse()
        let app = try await house.badge(.app)
        let named = try await house.ask(Self.track, as: app, ["X-Patient": "P7"])
        #expect(named.json?["patient"] == "P7")
        let nobody = try await house.ask(Self.track, as: app)
        #expect(nobody.status == 400)
        #expect(nobody.json?["type"] == "urn:labqueue:no-patient")
        let his = try await house.ask(
            Self.track, as: house.badge(.his), ["X-Patient": "P7"])
        #expect(his.json?["patient"] == .null, "the header is the app's alone")
    }

    @Test func `a kiosk where nobody has shown who they are asks nothing`() async throws {
        let house = try await TestHouse()
        let heard = try await house.ask(
            Self.track, as: house.badge(.kiosk, at: "K1"), ["X-Patient": "P7"])
        #expect(heard.status >= 400)
        #expect(!heard.text.contains("here"))
    }

    @Test func `what is not an object is refused before the connector hears of it`() async throws {
        let house = try await TestHouse()
        let his = try await house.badge(.his)
        for body in ["[1]", "{", "\"word\""] {
            #expect(try await house.ask(Self.track, as: his, body: body).status == 400, "\(body)")
        }
        #expect(house.courier.connections == 0)
    }

    @Test func `the description shows each operation with its sample`() async throws {
        let house = try await TestHouse()
        let whole = try #require(try await house.get("/openapi.json").json)
        let post = try #require(whole["paths"]?[Self.track]?["post"])
        #expect(
            post["requestBody"]?["content"]?["application/json"]?["example"]
                == #"{"number":"R-1"}"#)
        guard case .array(let parameters)? = post["parameters"] else {
            Issue.record("no parameters")
            return
        }
        #expect(parameters.contains { $0["name"] == "Idempotency-Key" })
    }
}

/// One key, one answer.
struct IdempotencyTests {
    private static let track = "/api/v1/connectors/courier/parcel.track"

    /// A house whose courier counts what it is asked.
    private func counting() async throws -> (TestHouse, @Sendable () -> Int) {
        let count = Counter()
        return (try await TestHouse { _ in "answer \(count.next())" }, { count.value })
    }

    private final class Counter: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock { $0 } }
        func next() -> Int {
            number.withLock { number in
                number += 1
                return number
            }
        }
    }

    @Test func `a repeated key gets the first answer, and the counterparty hears it once`()
        async throws
    {
        let (house, count) = try await counting()
        let his = try await house.badge(.his)
        let key = ["Idempotency-Key": "k-1"]
        let first = try await house.ask(Self.track, as: his, key, body: #"{"number":"1"}"#)
        let second = try await house.ask(Self.track, as: his, key, body: #"{"number":"1"}"#)
        #expect(first.json?["place"] == "answer 1")
        #expect(second.text == first.text && second.type == first.type)
        #expect(count() == 1)
        let third = try await house.ask(Self.track, as: his, body: #"{"number":"1"}"#)
        #expect(third.json?["place"] == "answer 2", "without a key it is a new question")
    }

    @Test func `the same key with another body is refused`() async throws {
        let (house, count) = try await counting()
        let his = try await house.badge(.his)
        let key = ["Idempotency-Key": "k-1"]
        _ = try await house.ask(Self.track, as: his, key, body: #"{"number":"1"}"#)
        let other = try await house.ask(Self.track, as: his, key, body: #"{"number":"2"}"#)
        #expect(other.status == 422)
        #expect(count() == 1)
    }

    @Test func `another caller's key, and another patient's, are others`() async throws {
        let (house, count) = try await counting()
        let key = ["Idempotency-Key": "k-1"]
        _ = try await house.ask(Self.track, as: house.badge(.his), key)
        _ = try await house.ask(Self.track, as: house.badge(.his), key)
        let app = try await house.badge(.app)
        for patient in ["P1", "P2"] {
            let heard = try await house.ask(
                Self.track, as: app, key.merging(["X-Patient": patient]) { $1 })
            #expect(heard.json?["patient"] == .string(patient))
        }
        #expect(count() == 4)
    }

    @Test func `a no is repeated, too; a line that failed is tried again`() async throws {
        let house = try await TestHouse(port: Sink.freePort())
        let admin = try await house.badge(.admin)
        let key = ["Idempotency-Key": "k-1"]
        for _ in 0..<2 {
            let no = try await house.ask(
                "/api/v1/connectors/courier/parcel.stop", as: admin, key)
            #expect(no.status == 409)
            #expect(no.json?["type"] == "urn:labqueue:courier:parcel-gone")
        }
        let other = ["Idempotency-Key": "k-2"]
        for _ in 0..<2 {
            #expect(try await house.ask(Self.track, as: admin, other).status == 502)
        }
        let rows = try await house.store.read {
            try $0.rows("SELECT id FROM exchange").count
        }
        #expect(rows == 2)
    }
}
