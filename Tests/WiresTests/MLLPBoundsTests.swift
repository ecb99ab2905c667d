import NIOCore
import Testing

@testable import Wires

@Suite(.timeLimit(.minutes(1)))
struct MLLPBoundsTests {
    @Test func `a message too large is rejected by number, then the server hangs up`()
        async throws
    {
        try await withServer({ $0.messageLimit = 10_000 }) { port, _ in
            try await RawSender.with(port: port) { sender in
                let huge = message("1", String(repeating: "x", count: 500_000))
                // The server may hang up before all is sent.
                try? await sender.send(framed: huge)
                let answer = try await sender.answer()
                #expect(answer?["MSA-1"] == "AR")
                #expect(answer?["MSA-2"] == "1")
                #expect(answer?["MSA-3"].contains("10000 bytes") == true)
                let end = try await sender.answer()
                #expect(end == nil)
            }
        }
    }

    @Test func `a message of exactly the limit is taken`() async throws {
        try await withServer({ $0.messageLimit = message("1").utf8.count }) { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1"))
                let answer = try await sender.answer()
                #expect(answer?["MSA-1"] == "AA")
            }
        }
    }

    @Test func `a sender that stalls inside a frame is hung up on`() async throws {
        try await withServer({ $0.frameDeadline = 0.2 }) { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send([0x0B] + Array("MSH|".utf8))
                let end = try await sender.answer()
                #expect(end == nil)
            }
        }
    }

    @Test func `a sender that says nothing is hung up on`() async throws {
        try await withServer({ $0.idleLimit = 0.2 }) { port, _ in
            try await RawSender.with(port: port) { sender in
                let end = try await sender.answer()
                #expect(end == nil)
            }
        }
    }

    @Test func `one connection too many is hung up on, and the others go on`() async throws {
        try await withServer({ $0.connectionLimit = 1 }) { port, _ in
            try await RawSender.with(port: port) { first in
                try await first.send(framed: message("1"))
                _ = try await first.answer()
                try await RawSender.with(port: port) { second in
                    let end = try await second.answer()
                    #expect(end == nil)
                }
                try await first.send(framed: message("2"))
                let answer = try await first.answer()
                #expect(answer?["MSA-2"] == "2")
            }
        }
    }

    @Test func `shutting down sends the answer in flight, then hangs up`() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let handler: MLLPServer.Handler = { _ in
            begin.yield()
            var released = released.makeAsyncIterator()
            await released.next()
            return .accepted
        }
        try await withServer(handler: handler) { port, shutDown in
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1"))
                var begun = begun.makeAsyncIterator()
                await begun.next()
                await shutDown()
                release.yield()
                let answer = try await sender.answer()
                #expect(answer?["MSA-2"] == "1")
                let end = try await sender.answer()
                #expect(end == nil)
            }
        }
    }

    @Test func `a port in use is an error that names it`() async throws {
        try await withServer { port, _ in
            await #expect(throws: MLLPServer.CannotListen.self) {
                try await withServer({ $0.port = port }) { _, _ in }
            }
        }
    }
}

struct MLLPFramerTests {
    @Test(arguments: 1...12)
    func `frames are the same however the stream is cut`(size: Int) {
        let stream = Array(
            "zz\u{0B}one\u{1C}\r\r\n\u{0B}\u{1C}\ra\u{0B}lost\u{0B}two\u{1C}\u{0B}3\u{1C}\r".utf8)
        var framer = MLLPFramer(limit: 100)
        var frames: [MLLPFramer.Frame] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            let part = stream[start..<min(start + size, stream.count)]
            frames += framer.append(ByteBuffer(bytes: part))
        }
        let texts = ["one", "", "two", "3"]
        #expect(frames == texts.map { .message(Array($0.utf8)) })
        #expect(!framer.isInsideFrame)
    }

    @Test func `nothing follows a frame that is too large`() {
        var framer = MLLPFramer(limit: 3)
        #expect(
            framer.append(ByteBuffer(string: "\u{0B}abc\u{1C}\r\u{0B}abcd\u{1C}\r\u{0B}a\u{1C}\r"))
                == [.message(Array("abc".utf8)), .oversized(beginning: Array("abc".utf8))])
        #expect(framer.append(ByteBuffer(string: "\u{0B}a\u{1C}\r")).isEmpty)
    }
}
