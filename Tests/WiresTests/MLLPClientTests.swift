import Logging
import NIOCore
import NIOPosix
import Testing

@testable import Wires

@Suite(.timeLimit(.minutes(1)))
struct MLLPClientTests {
    @Test func `a message sent is answered, in its charset`() async throws {
        let text = "MSH|^~\\&|LIS|||||||7|P|2.5||||||GB 18030-2000\rPID|||||𠮷丷\r"
        let request = try HL7.Message(text: text, charset: .gb18030)
        let handler: MLLPServer.Handler = { message in
            .init(.rejected, [.init(.dataType, message["PID-5"])])
        }
        try await withServer(handler: handler) { port, _ in
            let answer = try await MLLPClient(host: "127.0.0.1", port: port).send(request)
            #expect(answer["MSA-1"] == "AR")
            #expect(answer["MSA-2"] == "7")
            #expect(answer["MSA-3"] == "𠮷丷")
        }
    }

    @Test func `an answer too late is none, and the message may have arrived`() async throws {
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let handler: MLLPServer.Handler = { _ in
            var released = released.makeAsyncIterator()
            await released.next()
            return .accepted
        }
        let request = try HL7.Message(text: message("1"))
        try await withServer(handler: handler) { port, _ in
            var client = MLLPClient(host: "127.0.0.1", port: port)
            client.deadline = 0.2
            let failure = await #expect(throws: MLLPClient.Failure.self) {
                try await client.send(request)
            }
            #expect(failure?.mayHaveArrived == true)
            release.yield()
        }
    }

    @Test(arguments: [
        ("MSH|^~\\&|\rMSA|AA|2", MLLPClient.Failure.Reason.answersAnother),
        ("hello", .unreadableAnswer),
    ])
    func `an answer that is not ours is a failure`(
        answer: String, reason: MLLPClient.Failure.Reason
    ) async throws {
        let request = try HL7.Message(text: message("1"))
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        try await server.executeThenClose { connections in
            async let failure = #expect(throws: MLLPClient.Failure.self) {
                let port = server.channel.localAddress?.port ?? 0
                return try await MLLPClient(host: "127.0.0.1", port: port).send(request)
            }
            for try await connection in connections {
                try await connection.executeThenClose { inbound, outbound in
                    for try await _ in inbound { break }
                    try await outbound.write(MLLPFramer.wrap(Array(answer.utf8)))
                }
                break
            }
            #expect(await failure?.reason == reason)
        }
    }

    @Test func `where nobody listens nothing has arrived`() async throws {
        let request = try HL7.Message(text: message("1"))
        // A port that was just given back.
        let port = try await withServer { port, _ in port }
        let failure = await #expect(throws: MLLPClient.Failure.self) {
            try await MLLPClient(host: "127.0.0.1", port: port).send(request)
        }
        #expect(failure?.mayHaveArrived == false)
    }
}
