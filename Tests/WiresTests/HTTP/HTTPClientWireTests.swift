import Foundation
import TestKit
import Testing

@testable import Wires

/// What each thing the other side may do means: whether it may have the call.
struct HTTPClientWireTests {
    private let wire: HTTPClientWire

    init() throws { wire = try HTTPClientWire() }

    private func call(_ port: Int, path: String = "/bill", body: String = "{}") -> HTTPCall {
        HTTPCall(
            "POST", "http://127.0.0.1:\(port)\(path)",
            headers: ["Content-Type": "application/json"], body: Data(body.utf8))
    }

    /// The kind of trouble a call to `port` meets.
    private func trouble(
        _ port: Int, within limit: Duration = .seconds(20)
    ) async -> WireError.Kind? {
        await #expect(throws: WireError.self) {
            try await wire.exchange(call(port), within: limit)
        }?.kind
    }

    private static func ok(_ body: String, _ more: String = "") -> String {
        "HTTP/1.1 200 OK\r\n\(more)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test func `an answer comes whole, its header names in lower case`() async throws {
        let server = try RawServer { connection in
            let asked = connection.request() ?? ""
            let isRight =
                asked.hasPrefix("POST /bill HTTP/1.1\r\n") && asked.hasSuffix("\r\n\r\n{}")
                && asked.lowercased().contains("content-type: application/json\r\n")
            connection.send(
                Self.ok(isRight ? "好" : asked, "X-Serial: 7\r\nX-Part: a\r\nX-Part: b\r\n"))
        }
        let answer = try await wire.exchange(call(server.port), within: .seconds(20))
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self) == "好")
        #expect(answer.headers["x-serial"] == "7")
        #expect(answer.headers["x-part"] == "a, b")
    }

    @Test func `nobody listening leaves the call unsent`() async throws {
        #expect(await trouble(try Sink.freePort()) == .unsent)
    }

    @Test func `an unknown host and an address that is none leave the call unsent`() async {
        for url in ["http://no-such-host.invalid/", "not an address", "ftp://127.0.0.1/"] {
            let error = await #expect(throws: WireError.self) {
                try await wire.exchange(
                    HTTPCall("GET", url, body: Data()), within: .seconds(20))
            }
            #expect(error?.kind == .unsent, "\(url)")
        }
    }

    @Test func `a host that takes no connection leaves the call unsent at the limit`()
        async throws
    {
        // The backlog of a listener that never accepts is filled, so that connecting hangs.
        let full = try FullPort()
        let started = ContinuousClock.now
        #expect(await trouble(full.port, within: .milliseconds(300)) == .unsent)
        #expect(started.duration(to: .now) < .seconds(10))
    }

    @Test func `one that accepts and never answers may have acted`() async throws {
        let server = try RawServer { $0.hold() }
        #expect(await trouble(server.port, within: .milliseconds(300)) == .unanswered)
    }

    @Test func `a byte now and then does not outlast the limit`() async throws {
        let server = try RawServer { connection in
            _ = connection.request()
            for byte in Self.ok(String(repeating: "x", count: 4_000)).utf8 {
                guard connection.send([byte]) else { return }
                usleep(20_000)
            }
        }
        let started = ContinuousClock.now
        #expect(await trouble(server.port, within: .milliseconds(500)) == .unanswered)
        #expect(started.duration(to: .now) < .seconds(20))
    }

    @Test func `half a body, half a head and no word at all are no answer`() async throws {
        for said in ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", "HTTP/1.1 20", ""]
        {
            let server = try RawServer { connection in
                _ = connection.request()
                connection.send(said)
            }
            #expect(await trouble(server.port) == .unanswered, "\(said)")
        }
    }

    @Test func `what is not HTTP is garbled`() async throws {
        let server = try RawServer { connection in
            _ = connection.request()
            connection.send("SSH-2.0-OpenSSH_9.2\r\n")
            connection.hold()
        }
        #expect(await trouble(server.port) == .garbled)
    }

    @Test func `an answer beyond 8 MiB is garbled, announced or not`() async throws {
        for head in [
            "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        ] {
            let server = try RawServer { connection in
                _ = connection.request()
                connection.send(head)
                let part = [UInt8](repeating: 0x20, count: 100_000)
                for _ in 0..<90 where !connection.send(part) { return }
            }
            #expect(await trouble(server.port) == .garbled, "\(head)")
        }
    }

    @Test func `a page of HTML is an answer, for the connector to judge`() async throws {
        let server = try RawServer { connection in
            _ = connection.request()
            connection.send(Self.ok("<html>", "Content-Type: text/html\r\n"))
        }
        let answer = try await wire.exchange(call(server.port), within: .seconds(20))
        #expect(answer.headers["content-type"] == "text/html")
    }

    @Test func `a redirect is an answer and leads nowhere`() async throws {
        let elsewhere = try RawServer { $0.hold() }
        let server = try RawServer { [port = elsewhere.port] connection in
            _ = connection.request()
            connection.send(
                "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:\(port)/\r\n"
                    + "Content-Length: 0\r\n\r\n")
        }
        let answer = try await wire.exchange(call(server.port), within: .seconds(20))
        #expect(answer.status == 301)
        #expect(elsewhere.connections == 0)
    }

    @Test func `an error of theirs is an answer, and Retry-After is understood`() async throws {
        let server = try RawServer { connection in
            _ = connection.request()
            connection.send(
                "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
        }
        let answer = try await wire.exchange(call(server.port), within: .seconds(20))
        #expect(answer.status == 429)
        #expect(answer.retryAfter == .seconds(7))
    }

    @Test func `a call given up says whether it left`() async throws {
        let server = try RawServer { $0.hold() }
        let task = Task { try await wire.exchange(call(server.port), within: .seconds(600)) }
        try await Patience.until("the call is under way") { server.connections == 1 }
        task.cancel()
        let error = await #expect(throws: WireError.self) { try await task.value }
        // Cancelled between connecting and writing, it had not left.
        #expect(error?.kind == .unanswered || error?.kind == .unsent)
    }

    @Test func `errors name host and port, never the path or a header`() async throws {
        var secret = call(try Sink.freePort(), path: "/patients/6200000001")
        secret.headers["X-Key"] = "top-secret\u{1}"
        let error = await #expect(throws: WireError.self) {
            try await wire.exchange(secret, within: .seconds(20))
        }
        let words = try #require(error).description
        #expect(words.contains("127.0.0.1:"))
        #expect(!words.contains("6200000001") && !words.contains("top-secret"))
    }
}
