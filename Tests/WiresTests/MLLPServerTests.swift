import Foundation
import NIOCore
import Synchronization
import Testing

@testable import Wires

@Suite(.timeLimit(.minutes(1)))
struct MLLPServerTests {
    @Test func `a message is answered with its number`() async throws {
        try await withServer { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1"))
                let answer = try await sender.answer()
                #expect(answer?["MSA-1"] == "AA")
                #expect(answer?["MSA-2"] == "1")
            }
        }
    }

    @Test func `messages of one read are answered in order, whatever lies between them`()
        async throws
    {
        try await withServer { port, _ in
            try await RawSender.with(port: port) { sender in
                var bytes: [UInt8] = Array("noise\r\n\u{1C}\r".utf8)
                for id in 1...20 {
                    bytes +=
                        [0x0B] + Array(message("\(id)").utf8) + [0x1C, 0x0D] + Array("..".utf8)
                }
                try await sender.send(bytes)
                for id in 1...20 {
                    let answer = try await sender.answer()
                    #expect(answer?["MSA-2"] == "\(id)")
                }
            }
        }
    }

    @Test func `a frame that comes byte by byte is one message`() async throws {
        try await withServer { port, _ in
            try await RawSender.with(port: port) { sender in
                for byte in [0x0B] + Array(message("1", "PID|||张").utf8) + [0x1C, 0x0D] {
                    try await sender.send([byte])
                }
                let answer = try await sender.answer()
                #expect(answer?["MSA-1"] == "AA")
            }
        }
    }

    @Test func `a sender that ends its side still gets its answer`() async throws {
        try await withServer { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1"))
                sender.finish()
                let answer = try await sender.answer()
                #expect(answer?["MSA-2"] == "1")
                let end = try await sender.answer()
                #expect(end == nil)
            }
        }
    }

    @Test func `a broken message with a header is rejected by number, and the next one is taken`()
        async throws
    {
        try await withServer { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1", "this is no segment"))
                let broken = try await sender.answer()
                #expect(broken?["MSA-1"] == "AR")
                #expect(broken?["MSA-2"] == "1")
                #expect(broken?["MSA-3"].contains("segment 2") == true)
                #expect(broken?["ERR-3.1"] == "100")
                try await sender.send(framed: message("2"))
                let next = try await sender.answer()
                #expect(next?["MSA-1"] == "AA")
            }
        }
    }

    @Test(
        arguments: [
            [], [0x0D], Array("hello".utf8), Array("MSH".utf8), [0xFF, 0xFE, 0x00],
            Array("MSH|^~\\&|A|||||||9|P|2.5\rPID|".utf8) + [0xC3, 0x28],
        ] as [[UInt8]])
    func `garbage in a frame is rejected and does no harm`(bytes: [UInt8]) async throws {
        try await withServer { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send([0x0B] + bytes + [0x1C, 0x0D])
                let answer = try await sender.answer()
                #expect(answer?["MSA-1"] == "AR")
                #expect(answer?["MSA-2"] == (bytes.count > 20 ? "9" : ""))
                try await sender.send(framed: message("2"))
                let next = try await sender.answer()
                #expect(next?["MSA-2"] == "2")
            }
        }
    }

    @Test func `random bytes never stop the server`() async throws {
        try await withServer { port, _ in
            var random = Seeded(7)
            for _ in 0..<20 {
                let bytes = (0..<2000).map { _ -> UInt8 in
                    [0x0B, 0x1C, 0x0D, 0x7C, .random(in: .min ... .max, using: &random)]
                        .randomElement(using: &random) ?? 0
                }
                try await RawSender.with(port: port) { try await $0.send(bytes) }
            }
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1"))
                let answer = try await sender.answer()
                #expect(answer?["MSA-1"] == "AA")
            }
        }
    }

    @Test func `a handler that fails answers AE and the connection goes on`() async throws {
        struct DiskFull: Error {}
        let handler: MLLPServer.Handler = { message in
            if message["MSH-10"] == "1" { throw DiskFull() }
            return .accepted
        }
        try await withServer(handler: handler) { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send(framed: message("1"))
                let failed = try await sender.answer()
                #expect(failed?["MSA-1"] == "AE")
                #expect(failed?["ERR-3.1"] == "207")
                #expect(failed?.text.contains("DiskFull") == false)
                try await sender.send(framed: message("2"))
                let next = try await sender.answer()
                #expect(next?["MSA-1"] == "AA")
            }
        }
    }

    @Test func `GB 18030 comes in and goes out`() async throws {
        let names = Mutex<[String]>([])
        let handler: MLLPServer.Handler = { message in
            names.withLock { $0.append(message["PID-5"]) }
            return .init(.rejected, [.init(.dataType, "不对")])
        }
        let text = "MSH|^~\\&|LIS|||||||7|P|2.5||||||GB 18030-2000\rPID|||||𠮷丷\r"
        try await withServer(handler: handler) { port, _ in
            try await RawSender.with(port: port) { sender in
                try await sender.send([0x0B] + HL7.Charset.gb18030.encode(text) + [0x1C, 0x0D])
                let answer = try await sender.answer()
                #expect(answer?.charset == .gb18030)
                #expect(answer?["MSA-3"] == "不对")
            }
        }
        #expect(names.withLock { $0 } == ["𠮷丷"])
    }
}
