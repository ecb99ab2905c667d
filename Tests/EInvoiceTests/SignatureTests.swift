import ConnectorKit
import Foundation
import Hospital
import Testing

@testable import EInvoice

/// The envelope against vectors computed by two other implementations.
struct SignatureTests {
    struct Vectors: Decodable {
        struct Case: Decodable, CustomTestStringConvertible {
            let name: String
            let business: String?
            let inner: String?
            let message: String?
            let noise: String
            let data: String
            let sign: String
            var testDescription: String { name }
        }
        struct Payload: Decodable {
            let json: String
            let payload: String
        }
        let appid: String
        let key: String
        let cases: [Case]
        let print_payload: Payload

        static let all: Vectors? = {
            struct File: Decodable { let einvoice_md5: Vectors }
            return Bundle.module.url(forResource: "vectors", withExtension: "json")
                .flatMap { try? Data(contentsOf: $0) }
                .flatMap { try? JSONDecoder().decode(File.self, from: $0) }?.einvoice_md5
        }()
    }

    private let vectors: Vectors
    private let envelope: Envelope

    init() throws {
        vectors = try #require(Vectors.all)
        envelope = Envelope(appid: vectors.appid, key: vectors.key)
    }

    @Test func `requests are wrapped and signed as the vectors are`() throws {
        let requests = vectors.cases.filter { $0.business != nil }
        #expect(requests.count == 2)
        for vector in requests {
            let sealed = envelope.sealed(try #require(vector.business), noise: vector.noise)
            #expect(sealed.text("data") == vector.data)
            #expect(sealed.text("sign") == vector.sign)
            #expect(sealed.text("version") == "1.0")
            #expect(sealed.text("appid") == vectors.appid)
            #expect(!sealed.text.contains(vectors.key))
        }
    }

    @Test func `answers are opened, their message decoded`() throws {
        let answers = vectors.cases.filter { $0.inner != nil }
        #expect(answers.count == 2)
        for vector in answers {
            let said = try envelope.opened(body(vector))
            let inner = try JSON(parsing: Data(try #require(vector.inner).utf8))
            #expect(said.result == inner.text("result"))
            if let message = vector.message { #expect(said.message == message) }
        }
        let failed = try #require(answers.last)
        #expect(try envelope.opened(body(failed)).message == "已冲销，不能冲销开票")
    }

    @Test func `a wrong key, a changed answer and rubbish are doubted`() throws {
        let vector = try #require(vectors.cases.first { $0.inner != nil })
        let stranger = Envelope(appid: vectors.appid, key: "another key")
        #expect(throws: Envelope.Doubt.self) { try stranger.opened(body(vector)) }
        var changed = vector.data
        changed.removeLast(4)
        let tampered: JSON = [
            "data": .string(changed), "noise": .string(vector.noise), "sign": .string(vector.sign),
        ]
        #expect(throws: Envelope.Doubt.self) { try envelope.opened(Data(tampered.text.utf8)) }
        for rubbish in ["", "<html>", "{}", "[1]", #"{"data":1,"noise":"x","sign":"y"}"#] {
            #expect(throws: Envelope.Doubt.self) { try envelope.opened(Data(rubbish.utf8)) }
        }
    }

    @Test func `the print payload is the vector's`() throws {
        let job = try JSON(parsing: Data(vectors.print_payload.json.utf8))
        let payload = PrintComponent.payload(
            method: try #require(job.text("method")), params: try #require(job["params"]))
        let (mine, theirs) = (
            Data(base64Encoded: payload), Data(base64Encoded: vectors.print_payload.payload)
        )
        #expect(try JSON(parsing: #require(mine)) == JSON(parsing: #require(theirs)))
    }

    private func body(_ vector: Vectors.Case) -> Data {
        let body: JSON = [
            "data": .string(vector.data), "noise": .string(vector.noise),
            "sign": .string(vector.sign),
        ]
        return Data(body.text.utf8)
    }
}
