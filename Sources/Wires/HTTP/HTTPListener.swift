import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Gathers one answer, and remembers whether the call left.
final class HTTPListener: HTTPClientResponseDelegate {
    private let answer: ResponseAccumulator
    private let isSent = Mutex(false)

    init(_ request: HTTPClient.Request, answerAtMost: Int) {
        answer = ResponseAccumulator(request: request, maxBodySize: answerAtMost)
    }

    /// Whether any of the call was handed to a connection.
    var wasSent: Bool { isSent.withLock { $0 } }

    /// Told on the connection's loop right after the first write, before anything can come back.
    func didSendRequestHead(task: HTTPClient.Task<HTTPClient.Response>, _ head: HTTPRequestHead) {
        isSent.withLock { $0 = true }
    }

    func didReceiveHead(
        task: HTTPClient.Task<HTTPClient.Response>, _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> { answer.didReceiveHead(task: task, head) }

    func didReceiveBodyPart(
        task: HTTPClient.Task<HTTPClient.Response>, _ buffer: ByteBuffer
    ) -> EventLoopFuture<Void> { answer.didReceiveBodyPart(task: task, buffer) }

    func didReceiveError(task: HTTPClient.Task<HTTPClient.Response>, _ error: any Error) {
        answer.didReceiveError(task: task, error)
    }

    func didFinishRequest(
        task: HTTPClient.Task<HTTPClient.Response>
    ) throws -> HTTPClient.Response { try answer.didFinishRequest(task: task) }
}
