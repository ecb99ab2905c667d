import Foundation
import Synchronization
import TestKit
import Testing

@testable import Wires

/// What keeping connections may not bring: one call's answer for another's, or a call sent twice.
struct HTTPConnectionTests {
    private let wire: HTTPClientWire

    init() throws { wire = try HTTPClientWire(idle: .seconds(600)) }

    private func ask(_ port: Int, _ word: String) async throws -> String {
        let answer = try await wire.exchange(
            HTTPCall("POST", "http://127.0.0.1:\(port)/", body: Data(word.utf8)),
            within: .seconds(20))
        return String(decoding: answer.body, as: UTF8.self)
    }

    private static func answer(_ word: some StringProtocol) -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(word.utf8.count)\r\n\r\n\(word)"
    }

    private static func word(in request: String) -> Substring {
        request.firstRange(of: "\r\n\r\n").map { request[$0.upperBound...] } ?? ""
    }

    @Test func `a connection is kept for the next call`() async throws {
        let server = try RawServer { connection in
            while let asked = connection.request() {
                connection.send(Self.answer(Self.word(in: asked)))
            }
        }
        for word in ["one", "two", "three"] {
            #expect(try await ask(server.port, word) == word)
        }
        #expect(server.connections == 1)
    }

    @Test func `a second answer to one call is never taken for the next call's`() async throws {
        let server = try RawServer { connection in
            while let asked = connection.request() {
                let word = Self.word(in: asked)
                connection.send(Self.answer(word) + Self.answer("\(word) again"))
            }
        }
        for word in ["one", "two", "three"] {
            #expect(try await ask(server.port, word) == word)
        }
        #expect(server.connections == 3)
    }

    @Test func `an answer after the limit meets nobody`() async throws {
        let late = Mutex(false)
        let server = try RawServer { connection in
            while let asked = connection.request() {
                let word = Self.word(in: asked)
                if word == "slow" { while !late.withLock({ $0 }) { usleep(5_000) } }
                connection.send(Self.answer(word))
            }
        }
        let error = await #expect(throws: WireError.self) {
            try await wire.exchange(
                HTTPCall("POST", "http://127.0.0.1:\(server.port)/", body: Data("slow".utf8)),
                within: .milliseconds(200))
        }
        #expect(error?.kind == .unanswered)
        late.withLock { $0 = true }
        #expect(try await ask(server.port, "next") == "next")
    }

    @Test func `a call that dies on a kept connection may have arrived, and is sent once`()
        async throws
    {
        let heard = Mutex<[String]>([])
        let server = try RawServer { connection in
            while let asked = connection.request() {
                let word = String(Self.word(in: asked))
                heard.withLock { $0.append(word) }
                guard word != "fatal" else { return }
                connection.send(Self.answer(word))
            }
        }
        #expect(try await ask(server.port, "first") == "first")
        let error = await #expect(throws: WireError.self) {
            try await ask(server.port, "fatal")
        }
        #expect(error?.kind == .unanswered)
        #expect(try await ask(server.port, "third") == "third")
        #expect(heard.withLock { $0 } == ["first", "fatal", "third"])
    }

    @Test func `sixteen calls that hang delay no other call to the same host`() async throws {
        let server = try RawServer { connection in
            guard let asked = connection.request(), Self.word(in: asked) != "hang" else {
                connection.hold()
                return
            }
            connection.send(Self.answer(Self.word(in: asked)))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask { _ = try? await ask(server.port, "hang") }
            }
            try await Patience.until("all hang") { server.connections >= 16 }
            #expect(try await ask(server.port, "brisk") == "brisk")
            group.cancelAll()
        }
    }
}
