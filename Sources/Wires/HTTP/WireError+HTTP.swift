import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension WireError {
    /// What the library's error means for the one who called.
    ///
    /// Unsent is only what never came to a connection; all else may have been acted upon.
    init(_ error: any Error, wasSent: Bool, whom: String, limit: Duration) {
        guard wasSent else {
            self.init(.unsent, whom: whom, reason: error.words(within: limit))
            return
        }
        let kind: Kind =
            switch error {
            case is ResponseAccumulator.ResponseTooBigError, is NIOHTTPDecoderError: .garbled
            // Ended where more was due: half an answer.
            case HTTPParserError.invalidEOFState: .unanswered
            case is HTTPParserError: .garbled
            default: .unanswered
            }
        self.init(kind, whom: whom, reason: error.words(within: limit))
    }
}

extension Error {
    /// In the library's words, as far as they name no content of the call.
    var words: String {
        switch self {
        // Its description holds header values, which may be keys.
        case let error as HTTPClientError: error.shortDescription
        case let error as NIOConnectionError: error.trouble
        case let error as ResponseAccumulator.ResponseTooBigError:
            "more than \(error.maxBodySize) bytes"
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            "its certificate is not for this host name"
        case let error as NIOSSLError: "TLS: \(error)"
        case let error as IOError: error.localizedDescription
        default: "\(self)"
        }
    }

    fileprivate func words(within limit: Duration) -> String {
        switch self as? HTTPClientError {
        case .deadlineExceeded, .connectTimeout, .tlsHandshakeTimeout: "not within \(limit)"
        case .cancelled: "we stopped waiting"
        case .remoteConnectionClosed: "the connection was closed"
        default: words
        }
    }
}

extension NIOConnectionError {
    /// Why each of the host's addresses did not take the call.
    fileprivate var trouble: String {
        let names = [dnsAError, dnsAAAAError].compactMap { $0 }.map { "\($0)" }
        let addresses = connectionErrors.map { "\($0.target): \($0.error)" }
        return (names + addresses).joined(separator: "; ")
    }
}

extension HTTPCall {
    /// The host and port that are called, without the path.
    var whom: String {
        guard let parts = URLComponents(string: url), let host = parts.host else {
            return "an address that is none"
        }
        let port = parts.port ?? (parts.scheme == "https" ? 443 : 80)
        return "\(host):\(port)"
    }
}
