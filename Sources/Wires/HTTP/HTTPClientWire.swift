import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The wire to counterparties that speak HTTP: one client for all of them.
///
/// Nothing is ever sent twice: no retry of what may have left, no redirect followed (a 3xx is an
/// answer), no proxy but the network's own routes. TLS is verified, always. What is left over on a
/// connection, such as a second answer to one call, closes that connection, so that the next
/// call is not answered with it.
public final class HTTPClientWire: HTTPWire {
    /// An answer of more bytes is none: 8 MiB, thrice the largest bill picture.
    public static let answerAtMost = 8 << 20
    /// Shorter than the five seconds after which many servers hang up by themselves, so that a
    /// kept connection seldom dies under a call, which then would have to be asked about.
    public static let idle = Duration.seconds(4)
    /// Beyond what all lanes may have in flight: no lane waits for another's connection.
    private static let connectionsAtMost = 1_000

    private let client: HTTPClient
    private let answerAtMost: Int
    /// Throws `NIOSSLError` where a file of `trusting` holds no certificate.
    /// - Parameters:
    ///   - trusting: PEM files of authorities trusted beside those of the system.
    ///   - answerAtMost: Bytes.
    ///   - idle: How long a connection is kept without a call.
    public init(
        trusting: [String] = [], answerAtMost: Int = answerAtMost, idle: Duration = idle
    ) throws {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.additionalTrustRoots = try trusting.map {
            .certificates(try NIOSSLCertificate.fromPEMFile($0))
        }
        var pool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: TimeAmount(idle),
            concurrentHTTP1ConnectionsPerHostSoftLimit: Self.connectionsAtMost)
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            // The call's own deadline is the only one.
            timeout: .init(connect: .hours(1)), connectionPool: pool, proxy: nil,
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        // All connections and what watches them on one loop: "was it sent?" has one answer at
        // any moment, and an idle connection is there for every call.
        client = HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton.next(),
            configuration: configuration)
        self.answerAtMost = answerAtMost
    }

    deinit {
        // Nobody can be waiting any more: whoever calls holds the wire.
        client.shutdown { _ in }
    }

    public func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        let whom = call.whom
        let request: HTTPClient.Request
        do {
            request = try HTTPClient.Request(call)
        } catch {
            throw WireError(.unsent, whom: whom, reason: error.words)
        }
        let deadline = NIODeadline.now() + TimeAmount(limit)
        for isLast in [false, false, true] {
            let listener = HTTPListener(request, answerAtMost: answerAtMost)
            do {
                return try await send(request, listener, before: deadline)
            } catch ChannelError.ioOnClosedChannel where !listener.wasSent && !isLast {
                // A kept connection had closed before anything was written to it: another one.
                continue
            } catch {
                throw WireError(error, wasSent: listener.wasSent, whom: whom, limit: limit)
            }
        }
        throw WireError(.unsent, whom: whom, reason: "its connections close at once")
    }

    private func send(
        _ request: HTTPClient.Request, _ listener: HTTPListener, before deadline: NIODeadline
    ) async throws -> HTTPAnswer {
        let task = client.execute(request: request, delegate: listener, deadline: deadline)
        return try await withTaskCancellationHandler {
            HTTPAnswer(try await task.futureResult.get())
        } onCancel: {
            task.cancel()
        }
    }
}

extension HTTPClient.Request {
    init(_ call: HTTPCall) throws {
        try self.init(
            url: call.url, method: .init(rawValue: call.method),
            headers: .init(call.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            body: call.body.isEmpty ? nil : .data(call.body))
    }
}

extension HTTPAnswer {
    init(_ response: HTTPClient.Response) {
        var headers: [String: String] = [:]
        for (name, value) in response.headers {
            headers[name.lowercased(), default: ""] +=
                headers[name.lowercased()] == nil ? value : ", \(value)"
        }
        self.init(
            status: Int(response.status.code), headers: headers,
            body: response.body.map { Data($0.readableBytesView) } ?? Data())
    }
}
